package org.semtrail.capture.host;

import java.util.List;
import java.util.function.Function;

/**
 * One kind of IPC object, complete: how commands call it, how it is read and shown.
 *
 * @param name as in {@code list NAME} and {@code --kind}, for example {@code posix-sem}
 * @param title heading in text output
 * @param columns all columns; JSON has every one
 * @param shown names of the columns that text output shows unless {@code -o} says otherwise
 * @param reader reads the rows that this look can see
 */
public record HostTable<T>(
        String name, String title, List<Column<T>> columns, List<String> shown, Function<Look, Reading<T>> reader) {
    public HostTable {
        columns = List.copyOf(columns);
        shown = List.copyOf(shown);
    }

    /** The name as a JSON member: {@code posix_sem}. */
    public String member() {
        return name.replace('-', '_');
    }

    public Reading<T> read(Look look) {
        return reader.apply(look);
    }
}
