package org.semtrail.agent.patient;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Through native methods of its own: static and not, by name and mapped, with addresses. Takes the library's file. */
public final class JniProgram extends Scenario {
    /** Implemented in src/test/c/ipc.c. */
    static final class LibC {
        static native int semget(int key, int nsems, int semflg);

        static native int semop(int semid, long sops, long nsops);

        native int semtimedop(int semid, long sops, long nsops, long timeout);

        @Deprecated
        static native int command(int command, int semid, int number, int value);

        static native long addressOf(ByteBuffer buffer);

        static native void nothing();

        static synchronized native void fail(int semid) throws IllegalStateException;
    }

    private static final int SEMBUF = 6;
    private static final int TIMESPEC = 16;
    private final LibC libC = new LibC();
    private final ByteBuffer operations = ByteBuffer.allocateDirect(SEMBUF).order(ByteOrder.nativeOrder());
    private final ByteBuffer timeout = ByteBuffer.allocateDirect(TIMESPEC).order(ByteOrder.nativeOrder());

    public static void main(String[] arguments) throws Exception {
        System.load(System.getProperty("library"));
        new JniProgram().run();
        LibC.nothing();
        try {
            LibC.fail(1);
        } catch (IllegalStateException asAsked) {
            System.out.println("thrown: " + asAsked.getMessage());
        }
        System.out.println(LibC.class
                .getDeclaredMethod("command", int.class, int.class, int.class, int.class)
                .isAnnotationPresent(Deprecated.class));
    }

    @Override
    int semget(int key, int nsems, int semflg) {
        return LibC.semget(key, nsems, semflg);
    }

    @Override
    int semop(int semid, int number, int operation, int flags) {
        return LibC.semop(semid, operation(number, operation, flags), 1);
    }

    @Override
    int semtimedop(int semid, int number, int operation, int flags, long nanos) {
        timeout.putLong(0, 0).putLong(8, nanos);
        return libC.semtimedop(semid, operation(number, operation, flags), 1, LibC.addressOf(timeout));
    }

    private long operation(int number, int operation, int flags) {
        operations.putShort(0, (short) number).putShort(2, (short) operation).putShort(4, (short) flags);
        return LibC.addressOf(operations);
    }

    @Override
    int semctl(int semid, int number, int command, int value) {
        return LibC.command(command, semid, number, value);
    }

    /** C's errno is gone when a native method has returned. */
    @Override
    int errno() {
        return -1;
    }
}
