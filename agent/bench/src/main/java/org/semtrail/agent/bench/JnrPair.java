package org.semtrail.agent.bench;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Through JNR. */
public final class JnrPair extends SemaphorePair {
    /** Declared as most programs do. */
    public interface LibC {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, Pointer operations, long nsops);

        int semctl(int semid, int semnum, int command);
    }

    private static final LibC LIB_C = LibraryLoader.create(LibC.class).load("c");
    private static final Pointer UP = operation((short) 1);
    private static final Pointer DOWN = operation((short) -1);

    private static Pointer operation(short value) {
        Pointer operation = Memory.allocateDirect(Runtime.getRuntime(LIB_C), SEMBUF, true);
        operation.putShort(SEM_OP, value);
        return operation;
    }

    @Override
    public int raise(int semid) {
        return LIB_C.semop(semid, UP, 1);
    }

    @Override
    public int lower(int semid) {
        return LIB_C.semop(semid, DOWN, 1);
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
