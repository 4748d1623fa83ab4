package org.semtrail.correlate;

/**
 * One thing that was seen, or could not be, about whether an object may go.
 *
 * @param side whether it speaks for removing the object, against that, or is not settled
 * @param what in words, with its figures
 * @param source where it was read
 */
public record Evidence(Side side, String what, String source) {
    /** For removal, against it, or what would have to be known to settle it. */
    public enum Side {
        FOR,
        AGAINST,
        OPEN
    }

    public static Evidence forRemoval(String what, String source) {
        return new Evidence(Side.FOR, what, source);
    }

    public static Evidence against(String what, String source) {
        return new Evidence(Side.AGAINST, what, source);
    }

    public static Evidence open(String what, String source) {
        return new Evidence(Side.OPEN, what, source);
    }
}
