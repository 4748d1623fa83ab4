package org.semtrail.agent.patient;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Through JNR: natives of primitives, a method with pointers, one with variable arguments. */
public final class JnrProgram extends Scenario {
    /** Shapes A, B and C of generated methods. */
    public interface LibC {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, Pointer operations, long nsops);

        int semtimedop(int semid, Pointer operations, long nsops, Pointer timeout);

        int semctl(int semid, int number, int command, Object... argument);
    }

    private static final int SEMBUF = 6;
    private static final LibC LIB_C = LibraryLoader.create(LibC.class).load("c");
    private final LibC libC = LIB_C;
    private final Runtime runtime = Runtime.getRuntime(libC);
    private final Pointer operations = Memory.allocateDirect(runtime, SEMBUF);

    public static void main(String[] arguments) {
        new JnrProgram().run();
    }

    @Override
    int semget(int key, int nsems, int semflg) {
        return libC.semget(key, nsems, semflg);
    }

    @Override
    int semop(int semid, int number, int operation, int flags) {
        return libC.semop(semid, operation(number, operation, flags), 1);
    }

    @Override
    int semtimedop(int semid, int number, int operation, int flags, long nanos) {
        Pointer timeout = Memory.allocateDirect(runtime, 16);
        timeout.putLong(0, 0);
        timeout.putLong(8, nanos);
        return libC.semtimedop(semid, operation(number, operation, flags), 1, timeout);
    }

    private Pointer operation(int number, int operation, int flags) {
        operations.putShort(0, (short) number);
        operations.putShort(2, (short) operation);
        operations.putShort(4, (short) flags);
        return operations;
    }

    @Override
    int semctl(int semid, int number, int command, int value) {
        return libC.semctl(semid, number, command, value);
    }

    @Override
    int errno() {
        return runtime.getLastError();
    }
}
