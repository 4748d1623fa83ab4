package org.semtrail.agent.emit;

import java.lang.reflect.Method;

/** Tells virtual threads, which JDKs before 21 do not have. */
final class VirtualThreads {
    private static final Method IS_VIRTUAL = find();

    private VirtualThreads() {}

    static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (Boolean) IS_VIRTUAL.invoke(thread);
        } catch (ReflectiveOperationException e) {
            Failures.count(e);
            return false;
        }
    }

    private static Method find() {
        try {
            return Thread.class.getMethod("isVirtual");
        } catch (NoSuchMethodException before21) {
            return null;
        }
    }
}
