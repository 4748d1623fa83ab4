package org.semtrail.agent.patient;

import com.sun.jna.Native;

/** Runs out of stack around its calls, again and again, at another depth each time, and then makes five sets on the same thread. */
public final class StackProgram {
    public static final int SETS = 5;
    private static final int ROUNDS = 200;
    private static final long STACK = 200_000;
    private static final byte[] ADD = Bytes.sembuf(0);

    private StackProgram() {}

    /** Direct, for its calls take the least stack themselves. */
    static final class LibC {
        static {
            Native.register("c");
        }

        private LibC() {}

        static native int semget(int key, int nsems, int semflg);

        static native int semop(int semid, byte[] operations, long nsops);
    }

    public static void main(String[] arguments) throws InterruptedException {
        int semid = LibC.semget(0, 1, 0600);
        LibC.semop(semid, ADD, 1);
        Thread thread = new Thread(null, () -> overflowAndMake(semid), "small stack", STACK);
        thread.start();
        thread.join();
    }

    private static void overflowAndMake(int semid) {
        for (int i = 0; i < ROUNDS; i++) {
            try {
                deeper(semid, i);
            } catch (StackOverflowError expected) {
                // Somewhere around the call, or within it.
            }
        }
        for (int i = 0; i < SETS; i++) {
            System.out.println(LibC.semget(0, 7, 0600) >= 0);
        }
    }

    private static long deeper(int semid, long shift) {
        LibC.semop(semid, ADD, 1);
        return shift % 2 == 0 ? deeper(semid, shift) + 1 : deeper(semid, shift, shift, shift) + 1;
    }

    private static long deeper(int semid, long shift, long more, long most) {
        LibC.semop(semid, ADD, 1);
        return deeper(semid, shift) + more + most;
    }
}
