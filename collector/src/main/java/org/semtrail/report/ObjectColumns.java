package org.semtrail.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.host.HostTable;
import org.semtrail.correlate.ObjectFacts;

/** The columns of IPC objects other than semaphore sets: the kernel's own, then what we found out. */
public final class ObjectColumns {
    private ObjectColumns() {}

    public static <T> List<Column<ObjectFacts<T>>> all(HostTable<T> table) {
        List<Column<ObjectFacts<T>>> columns = new ArrayList<>();
        table.columns().forEach(c -> columns.add(lift(c)));
        columns.add(Column.text("verdict", "may it go", f -> f.verdict().label()));
        columns.add(
                Column.text("refusal", "why it is never removed by semtrail, whatever the verdict", f -> f.refusal()));
        return List.copyOf(columns);
    }

    private static <T> Column<ObjectFacts<T>> lift(Column<T> column) {
        return new Column<>(
                column.name(), column.help(), column.kind(), f -> column.value().apply(f.row()));
    }

    /** The names of what text output shows of these rows; their place only where it is not our own. */
    public static <T> List<String> shown(HostTable<T> table, List<ObjectFacts<T>> rows, long ownIpcNs) {
        List<String> names = new ArrayList<>();
        for (Column<T> column : table.columns()) {
            boolean elsewhere = rows.stream()
                    .map(f -> column.value().apply(f.row()))
                    .anyMatch(place -> (column.name().equals("ipc_ns")
                                    && !Long.valueOf(ownIpcNs).equals(place))
                            || (column.name().equals("mnt_pid") && place != null));
            if (elsewhere) {
                names.add(column.name());
            }
        }
        names.addAll(table.shown());
        names.add("verdict");
        return names;
    }

    /** A row in JSON: every column, and the evidence. */
    public static <T> ObjectNode json(ObjectFacts<T> facts, List<Column<ObjectFacts<T>>> columns) {
        ObjectNode node = Json.row(columns, facts);
        node.set("evidence", SetJson.evidence(facts.evidence()));
        return node;
    }
}
