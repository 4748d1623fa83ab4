package org.semtrail.agent.patient;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** Through JNA's direct mapping; what it uses of JNA is there from version 3 to 5. */
public final class JnaDirectProgram extends Scenario {
    /** Linked by JNA when it is initialized. */
    static final class LibC {
        static {
            Native.register("c");
        }

        private LibC() {}

        static native int semget(int key, int nsems, int semflg);

        static native int semop(int semid, Pointer operations, NativeLong nsops);

        static native int semtimedop(int semid, Pointer operations, NativeLong nsops, Pointer timeout);

        static native int semctl(int semid, int number, int command, int value);
    }

    private static final int SEMBUF = 6;
    private static final int TIMESPEC = 16;
    private final Pointer operations = new Memory(SEMBUF);

    public static void main(String[] arguments) {
        new JnaDirectProgram().run();
        Recording.await(arguments);
    }

    @Override
    int semget(int key, int nsems, int semflg) {
        return LibC.semget(key, nsems, semflg);
    }

    @Override
    int semop(int semid, int number, int operation, int flags) {
        return LibC.semop(semid, operation(number, operation, flags), new NativeLong(1));
    }

    @Override
    int semtimedop(int semid, int number, int operation, int flags, long nanos) {
        Memory timeout = new Memory(TIMESPEC);
        timeout.setLong(0, 0);
        timeout.setLong(8, nanos);
        return LibC.semtimedop(semid, operation(number, operation, flags), new NativeLong(1), timeout);
    }

    private Pointer operation(int number, int operation, int flags) {
        operations.setShort(0, (short) number);
        operations.setShort(2, (short) operation);
        operations.setShort(4, (short) flags);
        return operations;
    }

    @Override
    int semctl(int semid, int number, int command, int value) {
        return LibC.semctl(semid, number, command, value);
    }

    @Override
    int errno() {
        return Native.getLastError();
    }
}
