package org.semtrail.capture.offline;

import java.time.Instant;

/**
 * One process as a text of ps, or JSON of list, tells it; null each where that has no such column.
 *
 * @param user its name or number
 * @param program the name of what it runs, without path and arguments
 * @param alive whether it ran when that was taken
 */
public record ProcessRow(
        int pid, String user, String program, Instant start, String unit, String container, Boolean alive) {
    /** What either tells; where both do, the other one. */
    public ProcessRow with(ProcessRow other) {
        return new ProcessRow(
                pid,
                other.user == null ? user : other.user,
                other.program == null ? program : other.program,
                later(start, other.start),
                other.unit == null ? unit : other.unit,
                other.container == null ? container : other.container,
                other.alive == null ? alive : other.alive);
    }

    /** The one with seconds: the other was cut to the minute. */
    private static Instant later(Instant a, Instant b) {
        return a == null || (b != null && b.isAfter(a)) ? b : a;
    }
}
