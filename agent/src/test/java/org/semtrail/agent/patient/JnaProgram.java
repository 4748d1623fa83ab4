package org.semtrail.agent.patient;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** Through JNA's interface mapping; what it uses of JNA is there from version 3 to 5. */
@SuppressWarnings("deprecation")
public final class JnaProgram extends Scenario {
    /** The last one has variable arguments, as in C. */
    public interface LibC extends Library {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, Pointer operations, NativeLong nsops);

        int semtimedop(int semid, Pointer operations, NativeLong nsops, Pointer timeout);

        int semctl(int semid, int number, int command, Object... argument);
    }

    private static final int SEMBUF = 6;
    private static final int TIMESPEC = 16;
    private final LibC libC = Native.loadLibrary("c", LibC.class);
    private final Pointer operations = new Memory(SEMBUF);

    public static void main(String[] arguments) {
        new JnaProgram().run();
    }

    @Override
    int semget(int key, int nsems, int semflg) {
        return libC.semget(key, nsems, semflg);
    }

    @Override
    int semop(int semid, int number, int operation, int flags) {
        return libC.semop(semid, operation(number, operation, flags), new NativeLong(1));
    }

    @Override
    int semtimedop(int semid, int number, int operation, int flags, long nanos) {
        Memory timeout = new Memory(TIMESPEC);
        timeout.setLong(0, 0);
        timeout.setLong(8, nanos);
        return libC.semtimedop(semid, operation(number, operation, flags), new NativeLong(1), timeout);
    }

    private Pointer operation(int number, int operation, int flags) {
        operations.setShort(0, (short) number);
        operations.setShort(2, (short) operation);
        operations.setShort(4, (short) flags);
        return operations;
    }

    @Override
    int semctl(int semid, int number, int command, int value) {
        return libC.semctl(semid, number, command, value);
    }

    @Override
    int errno() {
        return Native.getLastError();
    }
}
