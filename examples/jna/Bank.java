package bank;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.util.concurrent.TimeUnit;

/** The branch of a bank: tellers who wait for each other, and a report that waits for a process that is dead. */
public final class Bank {
    private static final int BOOKING_MILLIS = 40;

    /** {@code Bank FILE TELLERS}: books until it is killed. */
    public static void main(String[] args) {
        Locks locks = Locks.of(args[0]);
        locks.free();
        for (int teller = 1; teller <= Integer.parseInt(args[1]); teller++) {
            new Thread(() -> serve(locks), "teller-" + teller).start();
        }
        new Thread(() -> report(locks), "month-end").start();
    }

    /** Books without end, and holds the lock while it writes the ledger to a slow disk. */
    private static void serve(Locks locks) {
        while (true) {
            locks.acquire(Locks.LEDGER, true);
            pause(BOOKING_MILLIS);
            locks.release(Locks.LEDGER, true);
        }
    }

    /** Has the lock of the closing until somebody wants to close; then it wants it back. */
    private static void report(Locks locks) {
        locks.acquire(Locks.CLOSING, true);
        while (!locks.isWanted(Locks.CLOSING)) {
            pause(20);
        }
        pause(BOOKING_MILLIS);
        locks.release(Locks.CLOSING, true);
        System.out.println("month-end: waits until the accounts are closed");
        locks.acquire(Locks.CLOSING, true);
        System.out.println("month-end: the accounts are closed");
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Bank() {}
}

/** Another process, which closes the accounts. Its mistake: it takes its lock without SEM_UNDO. */
final class Closing {
    public static void main(String[] args) {
        Locks locks = Locks.of(args[0]);
        locks.acquire(Locks.CLOSING, false);
        System.out.println("closing: holds the lock");
        Bank.pause(TimeUnit.HOURS.toMillis(1));
        locks.release(Locks.CLOSING, false);
    }

    private Closing() {}
}

/** The locks that all processes of the bank share: two semaphores of one set, whose key comes from a file. */
final class Locks {
    static final int LEDGER = 0;
    static final int CLOSING = 1;

    private static final LibC LIBC = Native.load("c", LibC.class);
    private static final int IPC_CREAT = 01000;
    private static final int GETNCNT = 14;
    private static final int SETVAL = 16;
    private static final short SEM_UNDO = 0x1000;

    private final int semid;

    private Locks(int semid) {
        this.semid = semid;
    }

    static Locks of(String file) {
        int key = checked("ftok", LIBC.ftok(file, 'b'));
        return new Locks(checked("semget", LIBC.semget(key, 2, IPC_CREAT | 0600)));
    }

    void free() {
        checked("semctl", LIBC.semctl(semid, LEDGER, SETVAL, 1));
        checked("semctl", LIBC.semctl(semid, CLOSING, SETVAL, 1));
    }

    boolean isWanted(int lock) {
        return checked("semctl", LIBC.semctl(semid, lock, GETNCNT)) > 0;
    }

    void acquire(int lock, boolean undo) {
        add(lock, -1, undo);
    }

    void release(int lock, boolean undo) {
        add(lock, 1, undo);
    }

    private void add(int lock, int amount, boolean undo) {
        short[] operation = {(short) lock, (short) amount, undo ? SEM_UNDO : 0};
        checked("semop", Fast.semop(semid, operation, new NativeLong(1)));
    }

    private static int checked(String function, int result) {
        if (result == -1) {
            throw new IllegalStateException(function + ": errno " + Native.getLastError());
        }
        return result;
    }

    /** What is called rarely: an interface, mapped by a proxy. */
    public interface LibC extends Library {
        int ftok(String file, int project);

        int semget(int key, int nsems, int semflg);

        int semctl(int semid, int semnum, int cmd, Object... argument);
    }

    /** What is called often: native methods that JNA binds directly. */
    static final class Fast {
        static {
            Native.register("c");
        }

        static native int semop(int semid, short[] operations, NativeLong nsops);

        private Fast() {}
    }
}
