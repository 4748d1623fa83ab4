package org.semtrail.agent.emit;

import java.util.concurrent.atomic.AtomicBoolean;

/** The one line on stderr that the agent allows itself when it cannot do its work. */
public final class Complaint {
    private static final AtomicBoolean MADE = new AtomicBoolean();

    private Complaint() {}

    public static void make(String message) {
        if (MADE.compareAndSet(false, true)) {
            System.err.println("semtrail: " + message.replace('\n', ' '));
        }
    }
}
