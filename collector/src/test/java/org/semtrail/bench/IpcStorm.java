package org.semtrail.bench;

import java.util.ArrayList;
import java.util.List;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.Variadic;

/** {@code IpcStorm CALLS THREADS}: makes sets and removes them until so many calls were made; each is an event of the agent. */
public final class IpcStorm {
    private static final int SETS_AT_ONCE = 8;
    private static final LibC C = LibraryLoader.create(LibC.class).load("c");

    private IpcStorm() {}

    /** What it uses of the C library. */
    public interface LibC {
        int semget(int key, int nsems, int semflg);

        @Variadic(fixedCount = 3)
        int semctl(int semid, int semnum, int cmd, int value);
    }

    public static void main(String[] args) throws InterruptedException {
        long calls = Long.parseLong(args[0]);
        int count = Integer.parseInt(args[1]);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> storm(calls / count), "storm-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void storm(long calls) {
        int[] ids = new int[SETS_AT_ONCE];
        for (long done = 0; done < calls; done += 2L * SETS_AT_ONCE) {
            for (int i = 0; i < ids.length; i++) {
                ids[i] = make();
            }
            for (int id : ids) {
                C.semctl(id, 0, 0, 0);
            }
        }
    }

    private static int make() {
        return C.semget(0, 1, 0600);
    }
}
