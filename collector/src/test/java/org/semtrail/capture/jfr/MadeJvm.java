package org.semtrail.capture.jfr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.JvmEvent.IpcUsage;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.JvmEvent.ShmGet;

/** A recorded JVM that a test makes up: each call comes at the time and the place of the program that were set last. */
public final class MadeJvm {
    public static final int CREATE = 01000;
    public static final int EXCLUSIVE = 02000;
    private static final int PRIVATE = 0;

    private final int pid;
    private final long ipcNs;
    private final List<JvmEvent> events = new ArrayList<>();
    private Instant at;
    private Duration takes = Duration.ofNanos(900);
    private String method = "open";
    private int line = 23;
    private JvmThread thread = new JvmThread("main", 1, 0);
    private HostProcess process;
    private Boolean alive = false;
    private Boolean thisBoot = true;
    private String boot = "this";
    private long owner;
    private boolean virtual;
    private boolean contained;
    private boolean complete = true;
    private JvmFrame through;
    private String blind = "";
    private long dropped;
    private long startTicks = 4711;
    private long pidNs = 1;

    public MadeJvm(int pid, long ipcNs, Instant at) {
        this.pid = pid;
        this.ipcNs = ipcNs;
        this.at = at;
    }

    /** Of another boot of the host than the others are. */
    public MadeJvm ofBoot(String id) {
        boot = id;
        return this;
    }

    /** By the kernel's count, which tells two with one pid apart. */
    public MadeJvm startedAt(long ticks) {
        startTicks = ticks;
        return this;
    }

    /** In no container: its pid is that of the host. */
    public MadeJvm onHost() {
        pidNs = 0xEFFFFFFCL;
        return this;
    }

    public MadeJvm lives(HostProcess itself) {
        process = itself;
        alive = true;
        return this;
    }

    public MadeJvm fateUnknown() {
        alive = null;
        return this;
    }

    public MadeJvm ofAnotherHost() {
        thisBoot = false;
        return this;
    }

    public MadeJvm ownedBy(long uid) {
        owner = uid;
        return this;
    }

    /** Found in another mount namespace. */
    public MadeJvm contained() {
        contained = true;
        return this;
    }

    public MadeJvm at(Instant time) {
        at = time;
        return this;
    }

    public MadeJvm later(Duration by) {
        at = at.plus(by);
        return this;
    }

    public MadeJvm takes(Duration time) {
        takes = time;
        return this;
    }

    /** In this method of com.acme.App. */
    public MadeJvm in(String name, int where) {
        method = name;
        line = where;
        return this;
    }

    /** By way of this frame. */
    public MadeJvm by(String type, String name, int where) {
        through = new JvmFrame(type, name, where);
        return this;
    }

    /** What its agent could not see, and how many events it could not write. */
    public MadeJvm blind(String to, long events) {
        blind = to;
        dropped = events;
        return this;
    }

    public MadeJvm incomplete() {
        complete = false;
        return this;
    }

    public MadeJvm by(String name, long tid) {
        thread = new JvmThread(name, tid, tid);
        return this;
    }

    public MadeJvm virtually() {
        virtual = true;
        return this;
    }

    public MadeJvm semget(int semid, int key, int nsems, int flags) {
        events.add(new SemGet(call("semget", semid, null), key, nsems, flags | 0600, semid));
        return this;
    }

    /** A new private set with one semaphore. */
    public MadeJvm makes(int semid) {
        return semget(semid, PRIVATE, 1, CREATE);
    }

    public MadeJvm isRefused(Errno why) {
        events.add(new SemGet(call("semget", -1, why), PRIVATE, 1, CREATE | 0600, -1));
        return this;
    }

    public MadeJvm shmgetFails(Errno why) {
        events.add(new ShmGet(call("shmget", -1, why), PRIVATE, 4096, CREATE | 0600, -1));
        return this;
    }

    public MadeJvm semop(int semid, String operations) {
        events.add(new SemOperation(call("semop", 0, null), semid, 1, operations, -1));
        return this;
    }

    public MadeJvm semopFails(int semid, Errno why) {
        return semopFails(semid, "0:-1", why);
    }

    public MadeJvm semopFails(int semid, String operations, Errno why) {
        events.add(new SemOperation(call("semop", -1, why), semid, 1, operations, -1));
        return this;
    }

    public MadeJvm semctl(int semid, String command) {
        events.add(new SemControl(call("semctl", 0, null), semid, 0, command, 0, 1));
        return this;
    }

    public MadeJvm calls(String nativeMethod) {
        events.add(new JniCall(call("", 0, null), nativeMethod, ""));
        return this;
    }

    public MadeJvm counted(int semid, long count, String histogram) {
        events.add(new IpcUsage(at, "semop", "jnr", semid, "sem", 0, count, count, count * 900, 5_000_000, histogram));
        return this;
    }

    private JvmCall call(String function, long result, Errno why) {
        List<JvmFrame> frames = new ArrayList<>(List.of(
                new JvmFrame("org.semtrail.agent.emit.Probe", "leave", 70),
                new JvmFrame("com.acme.LibC$jnr$ffi$0", function, -1),
                new JvmFrame("com.acme.App", method, line),
                new JvmFrame("com.acme.App", "main", 7)));
        if (through != null) {
            frames.add(3, through);
        }
        JvmStack stack = new JvmStack(frames, false);
        int errno = why == null ? 0 : why.number;
        return new JvmCall(at, takes, function, "jnr", false, result, why != null, errno, virtual, thread, stack);
    }

    public JvmRecording recording() {
        Instant start = at.minusSeconds(86_400);
        String ofBoot = thisBoot ? this.boot : "another";
        AgentStatus status = new AgentStatus(
                start,
                "1",
                "",
                false,
                "",
                blind,
                dropped,
                0,
                0,
                "",
                "/r",
                pid,
                startTicks,
                ipcNs,
                pidNs,
                ofBoot,
                "",
                "",
                "",
                "");
        List<JvmEvent> all = new ArrayList<>(events);
        all.sort(Comparator.comparing(JvmEvent::at));
        return new JvmRecording(
                "/var/lib/semtrail/jvm/" + pid + "-4711",
                owner,
                false,
                owner == 0 && !contained,
                status,
                process,
                thisBoot ? Integer.valueOf(pid) : null,
                start,
                alive,
                thisBoot,
                start,
                at,
                complete,
                all);
    }

    public static Recordings recordings(MadeJvm... jvms) {
        return new Recordings(Arrays.stream(jvms).map(MadeJvm::recording).toList(), List.of());
    }
}
