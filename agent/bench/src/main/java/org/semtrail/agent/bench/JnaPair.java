package org.semtrail.agent.bench;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** Through JNA's interface mapping. */
public final class JnaPair extends SemaphorePair {
    /** Declared as most programs do. */
    public interface LibC extends Library {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, Pointer operations, NativeLong nsops);

        int semctl(int semid, int semnum, int command);
    }

    private static final LibC LIB_C = Native.load("c", LibC.class);
    private static final NativeLong ONE = new NativeLong(1);
    private static final Pointer UP = operation((short) 1);
    private static final Pointer DOWN = operation((short) -1);

    private static Pointer operation(short value) {
        Memory operation = new Memory(SEMBUF);
        operation.clear();
        operation.setShort(SEM_OP, value);
        return operation;
    }

    @Override
    public int raise(int semid) {
        return LIB_C.semop(semid, UP, ONE);
    }

    @Override
    public int lower(int semid) {
        return LIB_C.semop(semid, DOWN, ONE);
    }

    @Override
    int semget(int key, int nsems, int semflg) {
        return LIB_C.semget(key, nsems, semflg);
    }

    @Override
    int semctl(int semid, int semnum, int command) {
        return LIB_C.semctl(semid, semnum, command);
    }
}
