package org.semtrail.agent.bench;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** Through JNA's direct mapping. */
public final class JnaDirectPair extends SemaphorePair {
    private static final Pointer UP = operation((short) 1);
    private static final Pointer DOWN = operation((short) -1);

    /** The methods that JNA binds. */
    private static final class LibC {
        static {
            Native.register(LibC.class, "c");
        }

        static native int semget(int key, int nsems, int semflg);

        static native int semop(int semid, Pointer operations, long nsops);

        static native int semctl(int semid, int semnum, int command);
    }

    private static Pointer operation(short value) {
        Memory operation = new Memory(SEMBUF);
        operation.clear();
        operation.setShort(SEM_OP, value);
        return operation;
    }

    @Override
    public int raise(int semid) {
        return LibC.semop(semid, UP, 1);
    }

    @Override
    public int lower(int semid) {
        return LibC.semop(semid, DOWN, 1);
    }

    @Override
    int semget(int key, int nsems, int semflg) {
        return LibC.semget(key, nsems, semflg);
    }

    @Override
    int semctl(int semid, int semnum, int command) {
        return LibC.semctl(semid, semnum, command);
    }
}
