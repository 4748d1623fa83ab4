import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** The same few calls through JNR-FFI, JNA's interface mapping and its direct mapping; in the language of Java 8. */
public final class AllBindings {
    private static final int IPC_RMID = 0;
    private static final int SETVAL = 16;
    private static final int IPC_NOWAIT = 04000;
    private static final byte[] TAKE = {0, 0, -1, -1, 0, (byte) (IPC_NOWAIT >> 8)};
    private static final byte[] GIVE = {0, 0, 1, 0, 0, 0};

    public interface Jnr {
        int semget(int key, int nsems, int flags);

        int semctl(int semid, int semnum, int command, int argument);

        int semop(int semid, byte[] operations, long count);
    }

    public interface Jna extends com.sun.jna.Library {
        int semget(int key, int nsems, int flags);

        int semctl(int semid, int semnum, int command, int argument);

        int semop(int semid, byte[] operations, com.sun.jna.NativeLong count) throws LastErrorException;
    }

    public static final class Direct {
        static {
            Native.register("c");
        }

        static native int semget(int key, int nsems, int flags);

        static native int semctl(int semid, int semnum, int command, int argument);
    }

    public static void main(String[] arguments) {
        Jnr jnr = LibraryLoader.create(Jnr.class).load("c");
        int one = jnr.semget(0, 1, 0600);
        jnr.semctl(one, 0, SETVAL, 1);
        int times = 0;
        for (int i = 0; i < 1000; i++) {
            times += jnr.semop(one, TAKE, 1) + jnr.semop(one, GIVE, 1);
        }
        jnr.semop(one, TAKE, 1);
        System.out.println("jnr " + times + " " + jnr.semop(one, TAKE, 1) + " "
                + Runtime.getRuntime(jnr).getLastError() + " " + jnr.semctl(one, 0, IPC_RMID, 0) + " "
                + jnr.semget(7, 1, 0) + " " + Runtime.getRuntime(jnr).getLastError());

        Jna jna = (Jna) Native.loadLibrary("c", Jna.class);
        int two = jna.semget(0, 2, 0600);
        System.out.print("jna " + jna.semget(7, 1, 0) + " " + Native.getLastError());
        try {
            jna.semop(two, TAKE, new com.sun.jna.NativeLong(1));
        } catch (LastErrorException e) {
            System.out.print(" " + e.getErrorCode());
        }
        System.out.println(" " + jna.semctl(two, 0, IPC_RMID, 0));

        int three = Direct.semget(0, 3, 0600);
        System.out.println("direct " + Direct.semget(7, 1, 0) + " " + Native.getLastError() + " "
                + Direct.semctl(three, 0, IPC_RMID, 0));
    }
}
