package org.semtrail.agent.emit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.security.PrivilegedAction;

/**
 * The agent's only thread: daemon, and without anything of the application that happened to start it: not its thread group, which
 * may be interrupted, not its inheritable thread locals, which hold class loaders, and under a security manager not its
 * permissions.
 */
final class RecorderThread {
    private RecorderThread() {}

    /** Privileged, for a thread keeps the permissions of those who start it; deprecated without a successor. */
    @SuppressWarnings({"deprecation", "removal"})
    static Thread started() {
        return java.security.AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = made(topGroup(), RecorderThread::work);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            return thread;
        });
    }

    private static ThreadGroup topGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    private static Thread made(ThreadGroup group, Runnable work) {
        try {
            // Since JDK 9.
            Constructor<Thread> inheritingOrNot = Thread.class.getConstructor(
                    ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class);
            return inheritingOrNot.newInstance(group, work, "semtrail", 0L, false);
        } catch (ReflectiveOperationException java8) {
            return withoutInheritance(new Thread(group, work, "semtrail"));
        }
    }

    private static Thread withoutInheritance(Thread thread) {
        try {
            Field inherited = Thread.class.getDeclaredField("inheritableThreadLocals");
            inherited.setAccessible(true);
            inherited.set(thread, null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Failures.count(e);
        }
        return thread;
    }

    private static void work() {
        try {
            Recorder.run();
        } catch (Throwable t) {
            Failures.count(t);
        }
    }
}
