package org.semtrail.correlate.story;

/** Spans of time for people. */
public final class CallTimes {
    private CallTimes() {}

    public static String words(long ms) {
        long minutes = ms / 60_000;
        if (minutes < 2) {
            return CallWords.seconds(ms * 1_000_000);
        }
        return minutes < 60
                ? minutes + " min"
                : minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
}
