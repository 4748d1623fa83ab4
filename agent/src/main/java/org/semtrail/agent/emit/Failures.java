package org.semtrail.agent.emit;

import java.util.concurrent.atomic.AtomicLong;

/** Counts our own failures; none of them ever reaches the application. */
public final class Failures {
    private static final AtomicLong COUNT = new AtomicLong();
    /** Text: a throwable would keep the application's class loaders. */
    private static volatile String last;

    private Failures() {}

    /** Throws nothing, not even where there is no stack or memory left to say more. */
    public static void count(Throwable failure) {
        try {
            COUNT.incrementAndGet();
            last = text(failure);
        } catch (Throwable again) {
            last = "a failure that could not be told";
        }
    }

    private static String text(Throwable failure) {
        StackTraceElement[] at = failure.getStackTrace();
        return failure + (at.length == 0 ? "" : " at " + at[0]);
    }

    static long count() {
        return COUNT.get();
    }

    /** The last one with the place where it happened; null if there was none. */
    static String last() {
        return last;
    }
}
