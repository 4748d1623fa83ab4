package incidents;

import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Variadic;
import jnr.ffi.types.size_t;

/** A System V semaphore set with one semaphore, found by its key, through JNR-FFI. */
public final class Semaphore {
    private static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");
    private static final int IPC_CREAT = 01000;
    private static final int IPC_EXCL = 02000;
    private static final int IPC_RMID = 0;
    private static final int SETVAL = 16;
    private static final int EEXIST = 17;

    private final int semid;

    private Semaphore(int semid) {
        this.semid = semid;
    }

    /** The one with this key; if there is none it is made, with this value. */
    public static Semaphore of(int key, int value) {
        int semid = LIBC.semget(key, 1, IPC_CREAT | IPC_EXCL | 0600);
        if (semid == -1 && errno() == EEXIST) {
            return new Semaphore(checked("semget", LIBC.semget(key, 1, 0600)));
        }
        checked("semget", semid);
        checked("semctl", LIBC.semctl(semid, 0, SETVAL, value));
        return new Semaphore(semid);
    }

    /** Without SEM_UNDO, as most programs do it. */
    public void add(int amount) {
        short[] operation = {0, (short) amount, 0};
        checked("semop", LIBC.semop(semid, operation, 1));
    }

    /** @throws IllegalStateException also if it does not come to that within so many seconds */
    public void add(int amount, int seconds) {
        short[] operation = {0, (short) amount, 0};
        checked("semtimedop", LIBC.semtimedop(semid, operation, 1, new long[] {seconds, 0}));
    }

    public void remove() {
        checked("semctl", LIBC.semctl(semid, 0, IPC_RMID, 0));
    }

    private static int checked(String function, int result) {
        if (result == -1) {
            throw new IllegalStateException(function + ": " + LIBC.strerror(errno()) + " (" + errno() + ")");
        }
        return result;
    }

    private static int errno() {
        return jnr.ffi.Runtime.getRuntime(LIBC).getLastError();
    }

    /** What we need of the C library. */
    public interface LibC {
        int semget(int key, int nsems, int semflg);

        @Variadic(fixedCount = 3)
        int semctl(int semid, int semnum, int cmd, int value);

        int semop(int semid, @In short[] operations, @size_t long nsops);

        int semtimedop(int semid, @In short[] operations, @size_t long nsops, @In long[] timeout);

        String strerror(int errno);
    }
}
