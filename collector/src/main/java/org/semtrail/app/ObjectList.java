package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.host.Reading;
import org.semtrail.correlate.JudgedTable;
import org.semtrail.correlate.ObjectFacts;
import org.semtrail.correlate.ObjectJudge;
import org.semtrail.report.Json;
import org.semtrail.report.ObjectColumns;
import org.semtrail.report.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code semtrail list} does for the kinds other than semaphore sets. */
final class ObjectList {
    private final Context context;
    private final List<JudgedTable<?>> tables;
    private final List<String> columns;
    private final CommandSpec spec;

    /**
     * @param kind a table's name, or what it begins with: {@code posix} is all of POSIX
     * @param columns names given with {@code -o}; empty for the usual ones
     */
    ObjectList(Context context, String kind, List<String> columns, CommandSpec spec) {
        this.context = context;
        this.tables = JudgedTable.ALL.stream()
                .filter(t -> t.table().name().equals(kind) || t.table().name().startsWith(kind + "-"))
                .toList();
        this.columns = columns;
        this.spec = spec;
        if (tables.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "there is no kind \"" + kind + "\"; there are sem, posix, " + kinds());
        }
        columns.stream()
                .filter(name -> !columns.equals(List.of("help")))
                .filter(name -> tables.stream().noneMatch(t -> has(t, name)))
                .findFirst()
                .ifPresent(this::refuse);
    }

    static boolean isKind(String name) {
        return JudgedTable.ALL.stream().anyMatch(t -> t.table().name().equals(name));
    }

    static String kinds() {
        return String.join(
                ", ", JudgedTable.ALL.stream().map(t -> t.table().name()).toList());
    }

    private static <T> boolean has(JudgedTable<T> table, String column) {
        return ObjectColumns.all(table.table()).stream().anyMatch(c -> c.name().equals(column));
    }

    private void refuse(String column) {
        Set<String> names = new LinkedHashSet<>();
        tables.forEach(t -> addNames(t, names));
        throw new ParameterException(
                spec.commandLine(), "there is no column \"" + column + "\"; there are " + String.join(", ", names));
    }

    private static <T> void addNames(JudgedTable<T> table, Set<String> names) {
        ObjectColumns.all(table.table()).forEach(c -> names.add(c.name()));
    }

    int run(ObjectFilter filter, boolean json) {
        if (columns.equals(List.of("help"))) {
            tables.forEach(this::help);
            return ExitCode.OK;
        }
        ObjectJudge judge = new Host(context, new RecordingOptions()).objects();
        Gaps unseen = new Gaps(judge.host().unseen());
        ObjectNode document = Json.document("list", 1);
        Json.put(document, "at", judge.host().at());
        Json.put(document, "ipc_ns", judge.host().ownIpcNs());
        int seen = 0;
        for (JudgedTable<?> table : tables) {
            seen += one(table, judge, filter, json ? document : null, unseen) ? 1 : 0;
        }
        if (json) {
            document.set("unseen", Json.unseen(unseen.all()));
            context.console().out().println(Json.text(document));
        } else {
            context.console().out().flush();
            Sight.tell(unseen.all(), context.console());
        }
        return seen == 0 ? ExitCode.CANNOT_SEE : ExitCode.OK;
    }

    /** Reads and shows one table; false where nothing of it could be seen. */
    private <T> boolean one(
            JudgedTable<T> table, ObjectJudge judge, ObjectFilter filter, ObjectNode document, Gaps unseen) {
        Reading<ObjectFacts<T>> reading = judge.judge(table);
        unseen.add(reading.unseen());
        List<ObjectFacts<T>> rows = reading.rows().stream()
                .filter(filter.of(table.table(), judge.host()))
                .toList();
        if (document != null) {
            ArrayNode array = document.putArray(table.table().member());
            List<Column<ObjectFacts<T>>> chosen = choose(table, columns);
            rows.forEach(f -> array.add(ObjectColumns.json(f, chosen)));
        } else {
            print(table, rows, judge.host().ownIpcNs(), reading.unseen().isEmpty());
        }
        return !reading.rows().isEmpty()
                || reading.unseen().stream()
                        .noneMatch(u -> u.what().equals(table.table().source()));
    }

    private <T> void help(JudgedTable<T> table) {
        PrintWriter out = context.console().out();
        out.println(table.table().title() + ":");
        ObjectColumns.all(table.table()).forEach(c -> out.printf("  %-17s %s%n", c.name(), c.help()));
    }

    private <T> List<Column<ObjectFacts<T>>> choose(JudgedTable<T> table, List<String> names) {
        List<Column<ObjectFacts<T>>> all = ObjectColumns.all(table.table());
        return names.isEmpty()
                ? all
                : names.stream()
                        .flatMap(n -> all.stream().filter(c -> c.name().equals(n)))
                        .toList();
    }

    private <T> void print(JudgedTable<T> table, List<ObjectFacts<T>> rows, long ownIpcNs, boolean all) {
        PrintWriter out = context.console().out();
        if (rows.isEmpty()) {
            out.println(table.table().title() + ": none" + (all ? "" : " that we can see"));
            return;
        }
        if (tables.size() > 1) {
            out.println(table.table().title() + ":");
        }
        List<String> names = columns.isEmpty() ? ObjectColumns.shown(table.table(), rows, ownIpcNs) : columns;
        new TextTable(context.now(), context.names()).print(out, choose(table, names), rows);
    }
}
