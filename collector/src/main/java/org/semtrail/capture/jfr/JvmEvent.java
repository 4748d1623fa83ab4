package org.semtrail.capture.jfr;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One event of the agent. The records have the fields of the events, under their names; ids are -1 where not known. */
public sealed interface JvmEvent {
    /** When it began; when the counts ended for {@link IpcUsage}. */
    Instant at();

    /** One call. */
    sealed interface OfCall extends JvmEvent {
        JvmCall call();

        @Override
        default Instant at() {
            return call().start();
        }

        /** What Java called: the C function, or the native method that stands for it. */
        default String called() {
            return call().function();
        }

        /** Where the application called. */
        default Optional<JvmFrame> frame() {
            return call().stack().application(called());
        }
    }

    /** One call on a semaphore set. */
    sealed interface OfSet extends OfCall {
        /** -1 for a semget that failed. */
        int semid();
    }

    record SemGet(JvmCall call, int key, int nsems, int semflg, int semid) implements OfSet {}

    /** @param operations like "0:-1 UNDO|NOWAIT, 1:+1"; null where they could not be decoded */
    record SemOperation(JvmCall call, int semid, int nsops, String operations, long timeoutNanos) implements OfSet {}

    record SemControl(JvmCall call, int semid, int semnum, String command, int commandNumber, long argument)
            implements OfSet {}

    record ShmGet(JvmCall call, int key, long size, int shmflg, int shmid) implements OfCall {}

    record ShmAttach(JvmCall call, int shmid, long address, int shmflg) implements OfCall {}

    record ShmControl(JvmCall call, int shmid, String command, int commandNumber) implements OfCall {}

    record MsgGet(JvmCall call, int key, int msgflg, int msqid) implements OfCall {}

    record MsgTransfer(JvmCall call, int msqid, long size, long type, int msgflg) implements OfCall {}

    record MsgControl(JvmCall call, int msqid, String command, int commandNumber) implements OfCall {}

    record Ftok(JvmCall call, String path, int projectId, int key) implements OfCall {}

    record PosixOpen(JvmCall call, String name, int oflag, int mode, int value, long handle) implements OfCall {}

    record PosixUnlink(JvmCall call, String name) implements OfCall {}

    record PosixHandle(JvmCall call, long handle, String name, int value) implements OfCall {}

    record PosixOperation(JvmCall call, long handle, String name, long size, long timeoutNanos) implements OfCall {}

    /**
     * A native method of Java whose C code makes or uses objects itself: their ids are not known to Java.
     *
     * @param method "Class#method"
     * @param function the C function that it stands for; empty where that is not known
     */
    record JniCall(JvmCall call, String method, String function) implements OfCall {
        @Override
        public String called() {
            return method.substring(method.lastIndexOf('#') + 1);
        }
    }

    /**
     * A call that made or found an object, told again at the beginning of a chunk.
     *
     * @param at when it was told again
     * @param stackNumber of those with the same number one has the stack
     */
    record Retold(Instant at, OfCall original, long stackNumber) implements JvmEvent {
        /** The kernel gives an id again only after 32768 others: JFR's clock and the system's may have drifted for days. */
        public static final Duration SAME_ID = Duration.ofMinutes(1);

        /** The same call with the stack that another one with this number has. */
        public OfCall with(JvmStack stack) {
            JvmCall call = original.call().with(stack);
            if (original instanceof SemGet get) {
                return new SemGet(call, get.key(), get.nsems(), get.semflg(), get.semid());
            }
            if (original instanceof ShmGet get) {
                return new ShmGet(call, get.key(), get.size(), get.shmflg(), get.shmid());
            }
            if (original instanceof MsgGet get) {
                return new MsgGet(call, get.key(), get.msgflg(), get.msqid());
            }
            return original instanceof JniCall jni ? new JniCall(call, jni.method(), jni.function()) : original;
        }
    }

    /**
     * Calls that were counted since the last event of the same call, binding, object and outcome.
     *
     * @param object the id or handle
     * @param kind sem, shm, msg or posix
     * @param errno 0 for success
     * @param timed how many of them were timed
     * @param histogram timed calls by duration: below 2^10 ns, below 2^11 ns and so on, the last open
     */
    record IpcUsage(
            Instant at,
            String call,
            String binding,
            long object,
            String kind,
            int errno,
            long count,
            long timed,
            long totalNanos,
            long maxNanos,
            String histogram)
            implements JvmEvent {}

    /**
     * What the JDK says of the JVM, where a recording has its event.
     *
     * @param mainClass what was started, without its arguments, which can be passwords
     * @param javaVersion empty where it cannot be told from the JVM's own
     */
    record JvmInformation(Instant at, String mainClass, String javaVersion) implements JvmEvent {}

    /**
     * What the agent says of itself and of its JVM.
     *
     * @param recording the folder of the recording, as the JVM sees it
     * @param pid as the JVM sees itself
     * @param startTicks field 22 of its /proc/self/stat
     * @param mainClass the class or archive that was started; this and what follows is empty of an older agent
     * @param cgroup the line of its /proc/self/cgroup that tells most
     */
    record AgentStatus(
            Instant at,
            String version,
            String options,
            boolean lateAttach,
            String instrumented,
            String blind,
            long dropped,
            long suppressed,
            long failures,
            String lastFailure,
            String recording,
            int pid,
            long startTicks,
            long ipcNs,
            long pidNs,
            String bootId,
            String mainClass,
            String javaVersion,
            String user,
            String cgroup)
            implements JvmEvent {}
}
