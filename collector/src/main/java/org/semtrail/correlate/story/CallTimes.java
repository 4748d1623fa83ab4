package org.semtrail.correlate.story;

/** Spans of time for people. */
public final class CallTimes {
    private CallTimes() {}

    public static String words(long ms) {
        return CallWords.seconds(ms * 1_000_000);
    }
}
