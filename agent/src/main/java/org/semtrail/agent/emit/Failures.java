package org.semtrail.agent.emit;

import java.util.concurrent.atomic.AtomicLong;

/** Counts our own failures; none of them ever reaches the application. */
public final class Failures {
    private static final AtomicLong COUNT = new AtomicLong();
    private static volatile Throwable last;

    private Failures() {}

    public static void count(Throwable failure) {
        COUNT.incrementAndGet();
        last = failure;
    }

    static long count() {
        return COUNT.get();
    }

    /** The last one with the place where it happened; null if there was none. */
    static String last() {
        Throwable failure = last;
        if (failure == null) {
            return null;
        }
        StackTraceElement[] at = failure.getStackTrace();
        return failure + (at.length == 0 ? "" : " at " + at[0]);
    }
}
