package org.semtrail.agent.patient.broad;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.concurrent.Callable;

/** Loaded with a JNA of its own by a loader of its own, maps an interface, and goes. */
public final class JnaPlugin implements Callable<String> {
    /** A mapped interface. */
    public interface Mapped extends Library {
        int semget(int key, int nsems, int semflg);

        int abs(int value);
    }

    @Override
    public String call() {
        Mapped mapped = Native.load("c", Mapped.class);
        String result = mapped.abs(-1) + " " + mapped.semget(0x5e17, 1, 0) + " " + Native.getLastError();
        endOfCleaner();
        return result;
    }

    /** As containers do with what an application leaves behind. */
    private static void endOfCleaner() {
        Thread[] threads = new Thread[Thread.activeCount() + 10];
        int count = Thread.enumerate(threads);
        for (int i = 0; i < count; i++) {
            boolean ours = threads[i].getClass().getClassLoader() == JnaPlugin.class.getClassLoader();
            if (ours && threads[i].getName().equals("JNA Cleaner")) {
                threads[i].interrupt();
            }
        }
    }
}
