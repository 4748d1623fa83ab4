package org.semtrail.capture.host;

import java.util.function.Function;

/**
 * One column of a table, complete: text, JSON, {@code -o} and {@code --help} all read this row.
 *
 * @param name the kernel's field name, lower case, as in JSON and {@code -o}
 * @param help what it tells, with its unit
 * @param kind how people read the value
 * @param value the value: a {@link Number}, {@link String}, {@link Boolean}, {@link java.time.Instant}, a list of
 *     those, or null for "not known"
 */
public record Column<T>(String name, String help, Kind kind, Function<T, Object> value) {
    /** How text output shows the value; JSON always has the plain one. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** 0x%08x, as ipcs prints keys. */
        KEY,
        /** Octal permission bits. */
        MODE,
        BYTES,
        /** An Instant, shown as an age. */
        AGE,
        /** A numeric user id, shown as a name where the host knows one. */
        UID,
        /** A numeric group id, likewise. */
        GID
    }

    public static <T> Column<T> text(String name, String help, Function<T, Object> value) {
        return new Column<>(name, help, Kind.TEXT, value);
    }

    public static <T> Column<T> number(String name, String help, Function<T, Object> value) {
        return new Column<>(name, help, Kind.NUMBER, value);
    }
}
