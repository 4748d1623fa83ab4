package org.semtrail.agent.patient.broad;

import java.util.concurrent.Callable;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** Loaded by a loader of its own, maps an interface, and goes. */
public final class JnrPlugin implements Callable<String> {
    /** A mapped interface. */
    public interface Mapped {
        int semget(int key, int nsems, int semflg);

        int abs(int value);
    }

    @Override
    public String call() {
        Mapped mapped = LibraryLoader.create(Mapped.class).load("c");
        return mapped.abs(-1) + " " + mapped.semget(0x5e17, 1, 0) + " "
                + Runtime.getRuntime(mapped).getLastError();
    }
}
