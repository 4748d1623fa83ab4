package org.semtrail.agent.patient;

import com.sun.jna.Function;
import com.sun.jna.FunctionMapper;
import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import com.sun.jna.Structure;
import com.sun.jna.Union;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** One call in each shape that a method of an interface can have for JNA; prints what each returned. */
public final class JnaShapes {
    /** struct sembuf. */
    public static class SemBuf extends Structure {
        public short num;
        public short op;
        public short flg;

        public SemBuf() {}

        SemBuf(int operation) {
            op = (short) operation;
        }

        @Override
        protected List<String> getFieldOrder() {
            return List.of("num", "op", "flg");
        }
    }

    /** union semun. */
    public static class SemUn extends Union {
        public int val;
        public Pointer buf;

        /** As C passes it. */
        public static final class ByValue extends SemUn implements Structure.ByValue {}
    }

    /** Of sem_open. */
    public static final class Semaphore extends PointerType {}

    /** Methods named as the functions. */
    public interface Plain extends Library {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, SemBuf operation, NativeLong nsops);

        int semop(int semid, SemBuf[] operations, NativeLong nsops);

        int semop(int semid, byte[] operations, long nsops);

        int semop(int semid, short[] operations, long nsops);

        int semop(int semid, ByteBuffer operations, long nsops);

        int semop(int semid, long address, long nsops);

        int semop(int semid, Pointer operations, long nsops);

        int semctl(int semid, int number, int command, SemUn.ByValue argument);

        int semctl(int semid, int number, int command, Object... argument);

        int ftok(String path, int projectId);

        Semaphore sem_open(String name, int oflag);

        Pointer shmat(int shmid, Pointer address, int flags);

        NativeLong syscall(NativeLong number, Object... arguments);

        long syscall(long number, int semid, SemBuf operations, long nsops);
    }

    /** Methods named otherwise. */
    public interface Mapped extends Library {
        int makeSet(int key, int nsems, int semflg);
    }

    /** Failures are thrown. */
    public interface Throwing extends Library {
        int semget(int key, int nsems, int semflg) throws LastErrorException;

        int semop(int semid, SemBuf[] operations, NativeLong nsops) throws LastErrorException;

        long syscall(long number, int key, int nsems, int semflg) throws LastErrorException;
    }

    /** Results are not wanted. */
    public interface Careless extends Library {
        void semctl(int semid, int number, int command);
    }

    private static final Plain PLAIN = Native.load("c", Plain.class);
    private static final long WILD = 0x10_0000_0000L;

    private JnaShapes() {}

    public static void main(String[] arguments) {
        int semid = PLAIN.semget(0, 1, 0600);
        said("semop structure", PLAIN.semop(semid, new SemBuf(1), new NativeLong(1)));
        said("semop structures", PLAIN.semop(semid, operations(2, -1), new NativeLong(2)));
        said("semop byte[]", PLAIN.semop(semid, Bytes.sembuf(1), 1));
        said("semop short[]", PLAIN.semop(semid, new short[] {0, 1, 0}, 1));
        said(
                "semop buffer",
                PLAIN.semop(
                        semid, ByteBuffer.allocateDirect(6).put(Bytes.sembuf(1)).flip(), 1));
        Memory memory = new Memory(12);
        memory.write(0, Bytes.sembuf(1), 0, 6);
        memory.write(6, Bytes.sembuf(-2), 0, 6);
        said("semop address", PLAIN.semop(semid, Pointer.nativeValue(memory), 2));
        said("semop share", PLAIN.semop(semid, memory.share(0, 6), 1));
        said("semop pointer", PLAIN.semop(semid, new Pointer(Pointer.nativeValue(memory)), 1));
        said("semop opaque", PLAIN.semop(semid, Pointer.createConstant(Pointer.nativeValue(memory)), 1));
        said("semop wild", PLAIN.semop(semid, new Pointer(WILD), 1));
        said("semop of nothing, wild", PLAIN.semop(semid, new Pointer(WILD), 0));
        SemUn.ByValue value = new SemUn.ByValue();
        value.val = 7;
        value.setType(int.class);
        said("semctl union", PLAIN.semctl(semid, 0, Scenario.SETVAL, value));
        said("semctl variadic", PLAIN.semctl(semid, 0, Scenario.GETVAL));
        said("ftok", PLAIN.ftok("/no/such/file", 1));
        said("sem_open", PLAIN.sem_open("/semtrail-none", 0) == null ? -1 : 0);
        said("sem_open of no name", PLAIN.sem_open("/", 0) == null ? -1 : 0);
        said("shmat", Pointer.nativeValue(PLAIN.shmat(-1, null, 0)));
        syscalls(semid);
        others(semid);
        thrown();
    }

    private static void syscalls(int semid) {
        NativeLong made = PLAIN.syscall(new NativeLong(Bytes.number("semget")), 0x77, 1, Scenario.IPC_CREAT | 0600);
        said("syscall semget", made.longValue() > 0 ? 1 : 0);
        said("syscall semop", PLAIN.syscall(Bytes.number("semop"), semid, new SemBuf(1), 1));
        said("syscall semop of no set", PLAIN.syscall(Bytes.number("semop"), -3, new SemBuf(1), 1));
        said(
                "syscall getpid",
                PLAIN.syscall(new NativeLong(Bytes.number("getpid"))).longValue() > 0 ? 1 : 0);
    }

    private static void others(int semid) {
        FunctionMapper mapper = (library, method) -> method.getName().equals("makeSet") ? "semget" : method.getName();
        Mapped mapped = Native.load("c", Mapped.class, Map.of(Library.OPTION_FUNCTION_MAPPER, mapper));
        said("mapped semget", mapped.makeSet(0x5eed, 3, 0600));
        said("semget as function", Function.getFunction("c", "semget").invokeInt(new Object[] {0x5eee, 3, 0600}));
        Native.load("c", Careless.class).semctl(semid, 0, Scenario.IPC_RMID);
        Native.load("c", Careless.class).semctl(semid, 0, Scenario.IPC_RMID);
    }

    private static void thrown() {
        Throwing throwing = Native.load("c", Throwing.class);
        thrown("semget", () -> throwing.semget(0x5eef, 1, 0600));
        thrown("semop", () -> throwing.semop(-1, operations(1, 2), new NativeLong(2)));
        thrown("syscall", () -> throwing.syscall(Bytes.number("semget"), 0x5eef, 1, 0600));
        thrown("too few", () -> PLAIN.semop(0, new SemBuf[0], new NativeLong(0)));
    }

    private static SemBuf[] operations(int first, int second) {
        SemBuf[] operations = (SemBuf[]) new SemBuf().toArray(2);
        operations[0].op = (short) first;
        operations[1].op = (short) second;
        return operations;
    }

    private static void thrown(String call, Runnable body) {
        try {
            body.run();
            System.out.println(call + ": nothing thrown");
        } catch (RuntimeException e) {
            System.out.println(call + ": " + e);
        }
    }

    private static void said(String call, long result) {
        System.out.println(call + ": " + result + (result == -1 ? " errno " + Native.getLastError() : ""));
    }
}
