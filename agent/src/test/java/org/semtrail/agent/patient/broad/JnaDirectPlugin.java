package org.semtrail.agent.patient.broad;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.concurrent.Callable;

/** Loaded with a JNA of its own by a loader of its own, has native methods linked, and goes; JNA 5 would keep it. */
public final class JnaDirectPlugin implements Callable<String> {
    /** Linked by JNA. */
    static final class Direct {
        private Direct() {}

        static native int semget(int key, int nsems, int semflg);

        static native int abs(int value);
    }

    public static void main(String[] arguments) {
        Unloading.tell(JnaDirectPlugin.class, "com.sun.jna.");
    }

    @Override
    public String call() {
        Native.register(Direct.class, NativeLibrary.getInstance("c"));
        String result = Direct.abs(-2) + " " + Direct.semget(0x5e18, 1, 0) + " " + Native.getLastError();
        Native.unregister(Direct.class);
        return result;
    }
}
