package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.semtrail.capture.host.Column;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.report.Json;
import org.semtrail.report.SetColumns;
import org.semtrail.report.SetJson;
import org.semtrail.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semtrail list}: the tables of the host, each set with who made it, who uses it, and whether it may go. */
@Command(name = "list", description = "Semaphore sets with their creator, users and verdict.")
public final class ListCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private Common common;

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
            description = "Columns to show, in this order.")
    private List<String> columns = List.of();

    @Spec
    private CommandSpec spec;

    public ListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!kind.equals("sem")) {
            return new ObjectList(context, kind, columns, spec).run(common.json());
        }
        HostFacts facts = new Host(context).facts();
        List<SetFacts> sets = facts.sets().toList();
        if (common.json()) {
            ObjectNode document = Json.document("list", 1);
            Json.put(document, "at", facts.now());
            Json.put(document, "ipc_ns", facts.ownIpcNs());
            document.putArray("sets")
                    .addAll(sets.stream()
                            .map(s -> SetJson.of(s, SetColumns.ALL))
                            .toList());
            document.set("unseen", Json.unseen(facts.unseen()));
            context.console().out().println(Json.text(document));
            return ExitCode.OK;
        }
        List<Column<SetFacts>> chosen =
                Columns.choose(SetColumns.ALL, columns.isEmpty() ? SetColumns.DEFAULT : columns, spec);
        new TextTable(facts.now(), facts.names()).print(context.console().out(), chosen, sets);
        return ExitCode.OK;
    }
}
