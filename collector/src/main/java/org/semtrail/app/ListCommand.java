package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.semtrail.capture.host.Column;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.report.Json;
import org.semtrail.report.SetColumns;
import org.semtrail.report.SetJson;
import org.semtrail.report.Text;
import org.semtrail.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semtrail list}: the tables of the host, each set with who made it, who uses it, and whether it may go. */
@Command(
        name = "list",
        description = "Semaphore sets with their creator, users and verdict; or the tables of another kind.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail list                                   all semaphore sets of the host",
            "  semtrail list --owner www-data --verdict orphan dead sets of one user",
            "  semtrail list -o semid,ctime,users,unit         other columns",
            "  semtrail list -o help                           the columns that there are",
            "  semtrail list --json > monday.json",
            "  semtrail list --since monday.json               what changed since then",
            "  semtrail list shm                               shared memory"
        })
public final class ListCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private Common common;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private SetFilter filter;

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            defaultValue = "sem",
            description = "sem (the default), shm, msg or posix; or one of posix: posix-sem, posix-shm, posix-mq.")
    private String kind;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "COLUMNS",
            split = ",",
            description = "Columns to show, in this order; 'help' lists them.")
    private List<String> columns = List.of();

    @Option(
            names = "--since",
            paramLabel = "FILE",
            description = "Only what changed since this earlier 'list --json': new, changed and gone sets.")
    private Path since;

    @Spec
    private CommandSpec spec;

    public ListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!kind.equals("sem")) {
            if (since != null) {
                throw new ParameterException(spec.commandLine(), "--since is for semaphore sets only");
            }
            ObjectFilter objects = filter.forObjects(context.names(), false);
            return new ObjectList(context, kind, columns, spec).run(objects, common.json());
        }
        if (columns.equals(List.of("help"))) {
            SetColumns.ALL.forEach(c -> context.console().out().printf("%-14s %s%n", c.name(), c.help()));
            return ExitCode.OK;
        }
        List<Column<SetFacts>> chosen = columns.isEmpty() ? List.of() : Columns.choose(SetColumns.ALL, columns, spec);
        Since earlier = since == null ? null : Since.read(since);
        HostFacts facts = new Host(context, recordings).facts();
        Sight.require(facts);
        List<SetFacts> sets = filter.apply(facts, context, false);
        if (common.json()) {
            json(facts, sets, earlier);
        } else {
            text(facts, sets, chosen, earlier);
        }
        return ExitCode.OK;
    }

    private void json(HostFacts facts, List<SetFacts> sets, Since earlier) {
        ObjectNode head = Json.document("list", 1);
        Json.put(head, "at", facts.now());
        Json.put(head, "ipc_ns", facts.ownIpcNs());
        head.put("filtered", filter.isUsed() || earlier != null);
        Stream<ObjectNode> rows = sets.stream()
                .map(s -> SetJson.of(s, SetColumns.ALL))
                .map(node -> earlier == null ? node : node.put("change", earlier.change(node)))
                .filter(node -> earlier == null || !node.path("change").isNull());
        Json.stream(context.console().out(), head, "sets", rows, () -> {
            ObjectNode tail = Json.object();
            if (earlier != null) {
                tail.putArray("gone").addAll(earlier.gone());
            }
            tail.set("unseen", Json.unseen(facts.unseen()));
            return tail;
        });
    }

    private void text(HostFacts facts, List<SetFacts> sets, List<Column<SetFacts>> chosen, Since earlier) {
        PrintWriter out = context.console().out();
        List<Column<SetFacts>> shown = new ArrayList<>(chosen.isEmpty() ? usual(facts, sets) : chosen);
        List<SetFacts> rows = sets;
        if (earlier != null) {
            List<Column<SetFacts>> identity = SetColumns.ALL;
            Column<SetFacts> change =
                    Column.text("change", "since the earlier list", s -> earlier.change(SetJson.of(s, identity)));
            rows = sets.stream().filter(s -> change.value().apply(s) != null).toList();
            shown.add(0, change);
        }
        if (!rows.isEmpty() || earlier == null) {
            new TextTable(facts.now(), facts.names()).print(out, shown, rows);
        }
        if (earlier != null) {
            earlier.gone().forEach(g -> out.println("gone    " + Since.describe(g)));
            out.println(Text.plural(rows.size(), "set") + " new or changed, "
                    + earlier.gone().size() + " gone since " + earlier.at() + ".");
        }
        Sight.tell(facts.unseen(), context.console());
    }

    /** The usual columns; with the namespace where there is more than one, with the Java frame where there is any. */
    private List<Column<SetFacts>> usual(HostFacts facts, List<SetFacts> sets) {
        List<String> names = new ArrayList<>(SetColumns.DEFAULT);
        if (sets.stream().anyMatch(s -> s.sem().ipcNs() != facts.ownIpcNs())) {
            names.add(1, "ipc_ns");
        }
        if (sets.stream().anyMatch(s -> s.creator().frame().isPresent())) {
            names.add(names.indexOf("creator") + 1, "frame");
        }
        return Columns.choose(SetColumns.ALL, names, spec);
    }
}
