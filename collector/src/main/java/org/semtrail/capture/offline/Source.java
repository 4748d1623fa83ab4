package org.semtrail.capture.offline;

import java.time.Instant;

/**
 * One thing that a report was made from, and how far it could be read.
 *
 * @param id names it in the report: s1, s2 and so on
 * @param path as it was given; within an archive after "!"
 * @param kind what it was recognised as
 * @param sha256 of its bytes as they were read; null where it could not be read to its end
 * @param from the first time that it tells; null for none
 * @param clock whose time it tells, and how it was read
 * @param uncertainMs by how much its times may be wrong, either way
 * @param why what of it could not be read; null where all was
 */
public record Source(
        String id,
        String path,
        String kind,
        String sha256,
        long bytes,
        Instant from,
        Instant to,
        String clock,
        long uncertainMs,
        Status status,
        String why) {
    /** The same, with times that may be wrong by more, and why. */
    public Source doubted(long byMs, String because) {
        return new Source(
                id,
                path,
                kind,
                sha256,
                bytes,
                from,
                to,
                clock == null ? because : clock + ", " + because,
                Math.max(uncertainMs, byMs),
                status,
                why);
    }

    /** The same, of which something more was not read, and why. */
    public Source flawed(String because) {
        return new Source(
                id,
                path,
                kind,
                sha256,
                bytes,
                from,
                to,
                clock,
                uncertainMs,
                status == Status.READ ? Status.PARTLY : status,
                why == null || bytes == 0 ? because : why + "; " + because);
    }

    /** How far it could be read. */
    public enum Status {
        READ,
        PARTLY,
        UNREADABLE
    }
}
