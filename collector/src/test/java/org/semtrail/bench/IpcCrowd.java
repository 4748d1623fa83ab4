package org.semtrail.bench;

import java.util.ArrayList;
import java.util.List;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Variadic;

/**
 * {@code IpcCrowd SETS STACKS WAITS}: makes so many sets from so many different Java stacks and leaves them, but for each
 * tenth, while four threads wait for each other so often; what a report has to draw when there is much of everything.
 */
public final class IpcCrowd {
    private static final int THREADS = 4;
    private static final int BITS = 14;
    private static final LibC C = LibraryLoader.create(LibC.class).load("c");

    private IpcCrowd() {}

    /** What it uses of the C library. */
    public interface LibC {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, Pointer operations, long count);

        @Variadic(fixedCount = 3)
        int semctl(int semid, int semnum, int cmd, int value);
    }

    public static void main(String[] args) throws InterruptedException {
        int sets = Integer.parseInt(args[0]);
        int stacks = Integer.parseInt(args[1]);
        int waits = Integer.parseInt(args[2]);
        int one = C.semget(0, 1, 0600);
        C.semctl(one, 0, 16, 1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> crowd(one, waits / THREADS), "crowd-" + i);
            thread.start();
            threads.add(thread);
        }
        for (int i = 0; i < sets; i++) {
            int id = left(i % stacks, BITS);
            if (i % 10 == 9) {
                C.semctl(id, 0, 0, 0);
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void crowd(int semid, int times) {
        Pointer operation = Memory.allocateDirect(Runtime.getRuntime(C), 6);
        for (int i = 0; i < times; i++) {
            operate(semid, operation, -1);
            long until = System.nanoTime() + 15_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            operate(semid, operation, 1);
        }
    }

    private static void operate(int semid, Pointer operation, int change) {
        operation.putShort(0, (short) 0);
        operation.putShort(2, (short) change);
        operation.putShort(4, (short) 0);
        C.semop(semid, operation, 1);
    }

    /** The way down goes by the bits of the number, so that each number has a stack of its own. */
    private static int left(int way, int bits) {
        if (bits == 0) {
            return C.semget(0, 1, 0600);
        }
        return (way >> (bits - 1) & 1) == 0 ? left(way, bits - 1) : right(way, bits - 1);
    }

    private static int right(int way, int bits) {
        if (bits == 0) {
            return C.semget(0, 1, 0600);
        }
        return (way >> (bits - 1) & 1) == 0 ? left(way, bits - 1) : right(way, bits - 1);
    }
}
