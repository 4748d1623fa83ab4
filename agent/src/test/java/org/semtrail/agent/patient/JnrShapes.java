package org.semtrail.agent.patient;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.annotations.SaveError;
import jnr.ffi.annotations.Variadic;
import jnr.ffi.types.size_t;

/** One call in each shape that JNR gives to methods; prints what each returned. */
public final class JnrShapes {
    /** struct sembuf. */
    public static final class SemBuf extends Struct {
        final Unsigned16 num = new Unsigned16();
        final Signed16 op = new Signed16();
        final Signed16 flg = new Signed16();

        public SemBuf(Runtime runtime) {
            super(runtime);
        }
    }

    /** Methods named as the functions. */
    public interface Plain {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, byte[] operations, long nsops);

        int semop(int semid, short[] operations, @size_t long nsops);

        int semop(int semid, ByteBuffer operations, int nsops);

        int semop(int semid, long address, long nsops);

        int semop(int semid, SemBuf operation, long nsops);

        @Variadic(fixedCount = 3)
        int semctl(int semid, int number, int command, int value);

        int semctl(int semid, int number, int command);

        int ftok(String path, int projectId);

        @IgnoreError
        int msgget(int key, int msgflg);

        long syscall(long number, Object... arguments);

        long syscall(long number, int semid, Pointer operations, long nsops);

        int shmdt(Pointer address);

        /** Not in the C library. */
        int semgett(int key);
    }

    /** Methods named otherwise. */
    public interface Mapped {
        int makeSet(int key, int nsems, int semflg);

        int control(int semid, int number, int command);
    }

    /** A library that keeps no errno, but for one method. */
    public interface Careless {
        int semget(int key, int nsems, int semflg);

        @SaveError
        int msgget(int key, int msgflg);
    }

    private static final Plain PLAIN = LibraryLoader.create(Plain.class).load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(PLAIN);

    private JnrShapes() {}

    public static void main(String[] arguments) {
        int semid = PLAIN.semget(0, 1, 0600);
        said("semop byte[]", PLAIN.semop(semid, bytes(1), 1));
        said("semop short[]", PLAIN.semop(semid, new short[] {0, 1, 0}, 1));
        said("semop buffer", PLAIN.semop(semid, ByteBuffer.wrap(bytes(1)).order(ByteOrder.nativeOrder()), 1));
        Pointer memory = Memory.allocateDirect(RUNTIME, 12);
        memory.put(0, bytes(1), 0, 6);
        memory.put(6, bytes(-2), 0, 6);
        said("semop address", PLAIN.semop(semid, memory.address(), 2));
        SemBuf struct = new SemBuf(RUNTIME);
        struct.op.set(3);
        said("semop struct", PLAIN.semop(semid, struct, 1));
        said("semctl variadic", PLAIN.semctl(semid, 0, Scenario.SETVAL, 7));
        said("semctl of three", PLAIN.semctl(semid, 0, Scenario.GETVAL));
        said("ftok", PLAIN.ftok("/no/such/file", 1));
        said("syscall semget", PLAIN.syscall(number("semget"), 0x77, 1, Scenario.IPC_CREAT | 0600) > 0 ? 1 : 0);
        said("syscall semop", PLAIN.syscall(number("semop"), semid, memory, 1L));
        said("syscall semop fixed", PLAIN.syscall(number("semop"), -3, memory, 1L));
        said("syscall getpid", PLAIN.syscall(number("getpid")) > 0 ? 1 : 0);
        said("shmdt of nothing", PLAIN.shmdt(Pointer.wrap(RUNTIME, 0x1000)));
        said("semop of a wild address", PLAIN.semop(semid, 0x10_0000_0000L, 1));
        said("semop of nothing at a wild address", PLAIN.semop(semid, 0x10_0000_0000L, 0));
        said("ignored msgget", PLAIN.msgget(0x99, 0600));
        missing();
        mapped(semid);
        Careless careless = LibraryLoader.create(Careless.class)
                .option(jnr.ffi.LibraryOption.IgnoreError, true)
                .load("c");
        said("careless semget", careless.semget(0x98, 1, 0600));
        said("careful msgget", careless.msgget(0x98, 0600));
    }

    private static void missing() {
        try {
            PLAIN.semgett(1);
        } catch (UnsatisfiedLinkError | AbstractMethodError expected) {
            System.out.println("semgett: " + expected.getClass().getSimpleName());
        }
    }

    private static void mapped(int semid) {
        Mapped mapped = LibraryLoader.create(Mapped.class)
                .mapper(new jnr.ffi.mapper.FunctionMapper.Builder()
                        .map("makeSet", "semget")
                        .map("control", "semctl")
                        .build())
                .load("c");
        said("mapped semget", mapped.makeSet(0x5eed, 3, 0600));
        said("mapped semctl", mapped.control(semid, 0, Scenario.IPC_RMID));
    }

    private static long number(String call) {
        boolean x86 = System.getProperty("os.arch").equals("amd64");
        return switch (call) {
            case "semget" -> x86 ? 64 : 190;
            case "semop" -> x86 ? 65 : 193;
            default -> x86 ? 39 : 172;
        };
    }

    private static byte[] bytes(int operation) {
        return ByteBuffer.allocate(6)
                .order(ByteOrder.nativeOrder())
                .putShort((short) 0)
                .putShort((short) operation)
                .array();
    }

    private static void said(String call, long result) {
        System.out.println(call + ": " + result + (result == -1 ? " errno " + RUNTIME.getLastError() : ""));
    }
}
