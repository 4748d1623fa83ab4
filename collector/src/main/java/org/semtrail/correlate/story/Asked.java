package org.semtrail.correlate.story;

import org.semtrail.capture.jfr.JvmCall;

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

    /** How much of the time that a call took is in it, in nanoseconds. */
    long nanosOf(JvmCall call) {
        long start = call.start().toEpochMilli();
        long end = call.end().toEpochMilli();
        if (has(start) && has(end)) {
            return call.duration().toNanos();
        }
        return touches(start, end) ? (clip(end) - clip(start)) * 1_000_000 : 0;
    }

    long clip(long ms) {
        return Math.max(fromMs, Math.min(toMs, ms));
    }
}
