package org.semtrail.capture.host;

import java.util.List;

/**
 * What one look at a host table gave: the rows that were read and what could not be seen of it. A table that is
 * absent, denied or failed as a whole has no rows and says so in {@code unseen}; an empty table has neither.
 */
public record Reading<T>(List<T> rows, List<Unseen> unseen) {
    public Reading {
        rows = List.copyOf(rows);
        unseen = List.copyOf(unseen);
    }

    public static <T> Reading<T> of(List<T> rows) {
        return new Reading<>(rows, List.of());
    }

    public static <T> Reading<T> nothing(Unseen why) {
        return new Reading<>(List.of(), List.of(why));
    }
}
