package org.semtrail.capture.host;

/** How many of something there are, in words. */
public final class Amount {
    private Amount() {}

    /** "1 set", "2 sets"; {@code one} is a noun that takes an s. */
    public static String of(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
