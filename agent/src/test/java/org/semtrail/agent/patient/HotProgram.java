package org.semtrail.agent.patient;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Does what costs nothing but the call, many times, and prints how many bytes each call left on the heap. */
public final class HotProgram {
    /** How many pairs of operations are measured. */
    public static final int PAIRS = 100_000;

    /** Methods with a native stub of their own, and with memory. */
    public interface LibC {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, Pointer operations, long nsops);

        int semctl(int semid, int number, int command);
    }

    private final LibC libC = LibraryLoader.create(LibC.class).load("c");
    private final int semid = libC.semget(0, 1, 0600);
    private final Pointer up = operation(1);
    private final Pointer down = operation(-1);

    private HotProgram() {}

    public static void main(String[] arguments) {
        HotProgram program = new HotProgram();
        program.pairs();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int failed = program.pairs();
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        System.out.println("bytes a call: " + bytes / (2 * PAIRS) + ", failed: " + failed);
        program.libC.semctl(program.semid, 0, Scenario.IPC_RMID);
    }

    private int pairs() {
        int failed = 0;
        for (int i = 0; i < PAIRS; i++) {
            failed += libC.semop(semid, up, 1) + libC.semop(semid, down, 1);
        }
        return failed;
    }

    private Pointer operation(int operation) {
        Pointer memory = Memory.allocateDirect(Runtime.getRuntime(libC), 6);
        memory.putShort(2, (short) operation);
        return memory;
    }
}
