package org.semtrail.agent.emit;

import java.security.PrivilegedAction;

/**
 * The agent's only thread: daemon, and without anything of the application that happened to start it, which under a security
 * manager also means its permissions.
 */
final class RecorderThread extends Thread {
    private RecorderThread(ThreadGroup group) {
        super(group, "semtrail");
        setDaemon(true);
        setContextClassLoader(null);
    }

    /** Privileged, for a thread keeps the permissions of those who start it; deprecated without a successor. */
    @SuppressWarnings({"deprecation", "removal"})
    static Thread started() {
        return java.security.AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new RecorderThread(topGroup());
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

    @Override
    public void run() {
        try {
            Recorder.run();
        } catch (Throwable t) {
            Failures.count(t);
        }
    }
}
