package org.semtrail.correlate.story;

/** The time that is asked for, in milliseconds since 1970, both ends of it included. */
public record Asked(long fromMs, long toMs) {
    public static final Asked ALL = new Asked(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean has(long ms) {
        return ms >= fromMs && ms <= toMs;
    }

    /** Whether what lasted from then to then was there at some time of it; null where an end is not known. */
    public boolean touches(Long from, Long to) {
        return (from == null || from <= toMs) && (to == null || to >= fromMs);
    }

    /** Whether no end of it is given. */
    public boolean isAll() {
        return equals(ALL);
    }

    long clip(long ms) {
        return Math.max(fromMs, Math.min(toMs, ms));
    }
}
