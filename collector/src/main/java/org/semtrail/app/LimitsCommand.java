package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.host.IpcKernel;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.capture.host.OwnIpcNamespace;
import org.semtrail.diagnose.Present;
import org.semtrail.report.Json;
import org.semtrail.report.LimitColumns;
import org.semtrail.report.TextTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code semtrail limits}: the limits of this IPC namespace, their use, and how far it is to ENOSPC. */
@Command(
        name = "limits",
        description = {
            "Show limits on IPC, their use, and what is left before \"No space left on device\".",
            "It is about semaphores, shared memory and message queues of the IPC namespace in which it runs."
        })
public final class LimitsCommand implements Callable<Integer> {
    private static final List<String> EXAMPLES = List.of(
            "  semtrail limits                       how far is it to the limit?",
            "  semtrail limits -o name,used,limit    only these columns",
            "  semtrail limits check                 is the sysctl configuration right?",
            "  semtrail limits recommend             a kernel.sem line that is right");

    private static final double HIGH_PERCENT = 80;

    @Mixin
    private Common common;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "COLUMNS",
            split = ",",
            description = "Columns to show, in this order; see below.")
    private List<String> columns = List.of();

    @Spec
    private CommandSpec spec;

    private final Context context;

    public LimitsCommand(Context context) {
        this.context = context;
    }

    /** What picocli's annotations cannot say: subcommands that need the context, help from the table's own rows. */
    @Spec
    void complete(CommandSpec command) {
        command.addSubcommand("recommend", new CommandLine(new LimitsRecommendCommand(context, this)));
        command.addSubcommand("check", new CommandLine(new LimitsCheckCommand(context, this)));
        command.usageMessage().footer(Columns.footer(LimitColumns.ALL, EXAMPLES));
    }

    boolean json() {
        return common.json();
    }

    @Override
    public Integer call() {
        List<Column<Limit>> chosen = Columns.choose(LimitColumns.ALL, columns.isEmpty() ? usual() : columns, spec);
        Here here = Here.read(context);
        if (common.json()) {
            printJson(here, chosen);
        } else {
            printText(here, chosen);
        }
        return ExitCode.OK;
    }

    private List<String> usual() {
        return common.json() ? LimitColumns.PLAIN : LimitColumns.USUAL;
    }

    private void printJson(Here here, List<Column<Limit>> chosen) {
        ObjectNode document = Json.document("limits", 1);
        Json.put(document, "at", context.now());
        here.putNamespace(document);
        document.set("limits", Json.rows(chosen, here.limits().rows()));
        document.set("unseen", Json.unseen(here.unseen()));
        context.console().out().println(Json.text(document));
    }

    private void printText(Here here, List<Column<Limit>> chosen) {
        PrintWriter out = context.console().out();
        here.namespace().ifPresent(ns -> out.println(words(ns)));
        new TextTable(context.now(), context.names())
                .print(out, LimitColumns.forPeople(chosen), here.limits().rows());
        here.limits().rows().forEach(limit -> warn(out, limit));
        Present present = new Present(here.limits(), true, false, IpcKernel.read(context.host()));
        present.wrongOrder()
                .ifPresent(name -> out.println(
                        "WARNING: kernel.sem runs in a wrong order: " + name + ". See: semtrail limits recommend"));
        here.tellUnseen(context.console());
    }

    private static String words(OwnIpcNamespace ns) {
        return "IPC namespace " + ns.inode()
                + (ns.isInitial()
                        ? ", the host's own. A container with an IPC namespace of its own has its own limits."
                        : ", NOT the host's own: limits and use of this container (or unshare) only.");
    }

    private static void warn(PrintWriter out, Limit limit) {
        Double percent = LimitColumns.usePercent(limit);
        if (percent != null && percent >= HIGH_PERCENT) {
            out.println("WARNING: " + percent + " % of " + limit.name() + " (" + limit.help() + ") in use.");
        }
    }
}
