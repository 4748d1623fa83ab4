package org.semtrail.agent.bench;

/** One semaphore, raised and lowered through one binding; every method returns what the C function returned. */
public abstract class SemaphorePair {
    private static final int IPC_PRIVATE = 0;
    private static final int IPC_RMID = 0;
    private static final int OWNER_ONLY = 0600;
    /** struct sembuf of sys/sem.h: three shorts, the second is the operation. */
    static final int SEMBUF = 6;

    static final int SEM_OP = 2;

    /** The binding's implementation; only one of them is loaded in a JVM, so that its calls can be inlined. */
    public static SemaphorePair through(String binding) throws ReflectiveOperationException {
        String name = SemaphorePair.class.getPackageName() + "." + binding + "Pair";
        return (SemaphorePair) Class.forName(name).getDeclaredConstructor().newInstance();
    }

    public abstract int raise(int semid);

    public abstract int lower(int semid);

    abstract int semget(int key, int nsems, int semflg);

    abstract int semctl(int semid, int semnum, int command);

    public final int create() {
        return semget(IPC_PRIVATE, 1, OWNER_ONLY);
    }

    public final int remove(int semid) {
        return semctl(semid, 0, IPC_RMID);
    }
}
