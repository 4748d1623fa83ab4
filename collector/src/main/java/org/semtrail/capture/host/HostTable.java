package org.semtrail.capture.host;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One kind of IPC object, complete: how commands call it, how it is read and shown.
 *
 * @param name as in {@code list NAME} and {@code --kind}, for example {@code posix-sem}
 * @param title heading in text output
 * @param id the column that names a row to people
 * @param source path whose absence means that nothing of the table can be seen
 * @param perIpcNs whether each IPC namespace has one of its own
 * @param columns all columns; JSON has every one
 * @param shown names of the columns that text output shows unless {@code -o} says otherwise
 * @param reader reads the rows that this look can see
 * @param removal takes one away
 */
public record HostTable<T>(
        String name,
        String title,
        String id,
        String source,
        boolean perIpcNs,
        List<Column<T>> columns,
        List<String> shown,
        Function<Look, Reading<T>> reader,
        Removal<T> removal) {
    public HostTable {
        columns = List.copyOf(columns);
        shown = List.copyOf(shown);
    }

    /** The name as a JSON member: {@code posix_sem}. */
    public String member() {
        return name.replace('-', '_');
    }

    /** The rows that the calling thread sees. */
    public Reading<T> read(Look look) {
        return reader.apply(look);
    }

    /** The rows of the whole host: of each IPC namespace that was found, where the table has one for each. */
    public Reading<T> readAll(Look look, HostReader host, List<IpcNamespace> namespaces) {
        if (!perIpcNs) {
            return read(look);
        }
        List<T> rows = new ArrayList<>();
        Set<Unseen> unseen = new LinkedHashSet<>();
        for (IpcNamespace ns : namespaces) {
            try {
                Reading<T> inside = host.inside(ns, () -> read(look));
                rows.addAll(inside.rows());
                unseen.addAll(inside.unseen());
            } catch (NamespaceRefused e) {
                unseen.add(Unseen.denied(title + " of IPC namespace " + ns.inode(), e.getMessage()));
            }
        }
        return new Reading<>(rows, List.copyOf(unseen));
    }
}
