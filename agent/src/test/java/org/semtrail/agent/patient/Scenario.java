package org.semtrail.agent.patient;

/** The calls that every binding's program makes, in one order, each with what it returned printed. */
public abstract class Scenario {
    public static final int KEY = 0x5e17;
    public static final int IPC_CREAT = 01000;
    public static final int IPC_NOWAIT = 04000;
    public static final int IPC_RMID = 0;
    public static final int GETVAL = 12;
    public static final int SETVAL = 16;
    /** How often the hot pair of semop is done, beside the others. */
    public static final int PAIRS = 500;

    public static final long WAIT_NANOS = 60_000_000;

    abstract int semget(int key, int nsems, int semflg);

    abstract int semop(int semid, int number, int operation, int flags);

    abstract int semtimedop(int semid, int number, int operation, int flags, long nanos);

    abstract int semctl(int semid, int number, int command, int value);

    /** As the library tells it after the call before. */
    abstract int errno();

    final void run() {
        int semid = said("semget", semget(KEY, 2, IPC_CREAT | 0600));
        said("semget of no key", semget(KEY + 1, 2, 0600));
        said("semctl SETVAL", semctl(semid, 1, SETVAL, 3));
        said("semctl GETVAL", semctl(semid, 1, GETVAL, 0));
        int sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            sum += semop(semid, 0, 1, 0) + semop(semid, 0, -1, 0);
        }
        said("semop pairs", sum);
        said("semop that would wait", semop(semid, 0, -1, IPC_NOWAIT));
        said("semop of no set", semop(-5, 0, -1, 0));
        said("semtimedop that waits", semtimedop(semid, 0, -1, 0, WAIT_NANOS));
        said("semctl IPC_RMID", semctl(semid, 0, IPC_RMID, 0));
        said("semop of a removed set", semop(semid, 0, 1, 0));
    }

    private int said(String call, int result) {
        System.out.println(call + ": " + result + (result == -1 ? " errno " + errno() : ""));
        return result;
    }
}
