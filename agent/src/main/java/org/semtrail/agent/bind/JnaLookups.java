package org.semtrail.agent.bind;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Sees which functions JNA looks up. Many programs use JNA and few of them IPC: only at the first function of ours is JNA's
 * Function changed, and what that needs loaded.
 */
public final class JnaLookups {
    private static final Set<Class<?>> CHANGED = Collections.newSetFromMap(new WeakHashMap<>());
    private static Instrumentation instrumentation;
    private static volatile boolean wanted;

    private JnaLookups() {}

    static void changeBy(Instrumentation means) {
        instrumentation = means;
    }

    /** Function is to be changed whenever it comes. */
    static void want() {
        wanted = true;
    }

    static boolean isWanted() {
        return wanted;
    }

    /** Called from JNA before it looks a symbol up, and before the function can be called. */
    public static void found(Object library, String symbol) {
        try {
            if (JnaCalls.isOurs(symbol)) {
                want();
                change(Class.forName(
                        "com.sun.jna.Function", false, library.getClass().getClassLoader()));
            }
        } catch (Throwable t) {
            Unchanged.add("com/sun/jna/Function", t);
        }
    }

    private static void change(Class<?> function) throws UnmodifiableClassException {
        synchronized (CHANGED) {
            if (CHANGED.add(function)) {
                instrumentation.retransformClasses(function);
            }
        }
    }
}
