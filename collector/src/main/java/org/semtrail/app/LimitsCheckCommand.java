package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.semtrail.capture.host.IpcKernel;
import org.semtrail.capture.host.Reading;
import org.semtrail.capture.host.SysctlFiles;
import org.semtrail.capture.host.SysctlLine;
import org.semtrail.capture.host.Unseen;
import org.semtrail.diagnose.Present;
import org.semtrail.diagnose.SysctlCheck;
import org.semtrail.diagnose.SysctlProblem;
import org.semtrail.report.Json;
import org.semtrail.report.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code semtrail limits check}: which lines of sysctl configuration set IPC limits wrongly. */
@Command(
        name = "check",
        description = {
            "Check the lines of sysctl configuration that set IPC limits.",
            "Form, order of the four fields of kernel.sem, what the kernel refuses, what is lower than the kernel's own"
                    + " value or than what is in use. Without FILE: the files of this host, in the order in which they"
                    + " count, also against what runs."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every line is fine",
            "1:at least one line is bad",
            "3:a given file cannot be read",
            "4:nothing can be read here"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail limits check                            this host",
            "  semtrail limits check 60-database.conf           a draft, not yet installed",
            "  semtrail limits check --json | jq '.problems[]'  for programs"
        })
final class LimitsCheckCommand implements Callable<Integer> {
    @Mixin
    private Common common;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "sysctl.d files to check instead of the host's own.")
    private List<Path> files = List.of();

    private final Context context;
    private final LimitsCommand parent;

    LimitsCheckCommand(Context context, LimitsCommand parent) {
        this.context = context;
        this.parent = parent;
    }

    @Override
    public Integer call() {
        Reading<SysctlLine> lines = files.isEmpty() ? hostLines() : givenLines();
        Here here = Here.read(context);
        boolean isGiven = !files.isEmpty();
        Present present = new Present(
                here.limits(),
                isGiven || here.isInitial(),
                !isGiven && here.isInitial(),
                IpcKernel.read(context.host()));
        List<SysctlProblem> problems = SysctlCheck.check(lines.rows(), present);
        if (common.json() || parent.json()) {
            printJson(here, lines, problems);
        } else {
            printText(here, lines, problems);
        }
        return problems.stream().anyMatch(SysctlProblem::isBad) ? ExitCode.FOUND : ExitCode.OK;
    }

    private Reading<SysctlLine> givenLines() {
        Reading<SysctlLine> lines = SysctlFiles.read(files);
        if (!lines.unseen().isEmpty()) {
            throw Stop.badInput("cannot read " + Here.words(lines.unseen().get(0)));
        }
        return lines;
    }

    private Reading<SysctlLine> hostLines() {
        Reading<SysctlLine> lines = SysctlFiles.read(context.host());
        if (lines.rows().isEmpty() && !lines.unseen().isEmpty()) {
            throw Stop.cannotSee("cannot read the sysctl configuration: "
                    + Here.words(lines.unseen().get(0)));
        }
        return lines;
    }

    private void printJson(Here here, Reading<SysctlLine> lines, List<SysctlProblem> problems) {
        ObjectNode document = Json.document("limits-check", 1);
        Json.put(document, "at", context.now());
        here.putNamespace(document);
        ArrayNode all = document.putArray("lines");
        lines.rows().forEach(line -> putLine(all.addObject(), line));
        ArrayNode found = document.putArray("problems");
        for (SysctlProblem problem : problems) {
            putLine(found.addObject(), problem.line())
                    .put("id", problem.id())
                    .put("bad", problem.isBad())
                    .put("what", problem.what())
                    .put("better", problem.better());
        }
        List<Unseen> unseen = new ArrayList<>(lines.unseen());
        unseen.addAll(here.unseen());
        document.set("unseen", Json.unseen(unseen));
        context.console().out().println(Json.text(document));
    }

    private static ObjectNode putLine(ObjectNode node, SysctlLine line) {
        return node.put("file", line.file())
                .put("line", line.number())
                .put("key", line.key())
                .put("value", line.value())
                .put("effect", line.effect().name().toLowerCase(Locale.ROOT))
                .put("overridden_by", line.overriddenBy());
    }

    private void printText(Here here, Reading<SysctlLine> lines, List<SysctlProblem> problems) {
        PrintWriter out = context.console().out();
        for (SysctlLine line : lines.rows()) {
            out.println(Text.safe(line.place()) + ": " + shown(line));
            List<SysctlProblem> own =
                    problems.stream().filter(p -> p.line().equals(line)).toList();
            own.forEach(p -> printProblem(out, p));
            if (own.isEmpty()) {
                out.println("    ok");
            }
        }
        if (lines.rows().isEmpty()) {
            out.println("No line sets an IPC limit: the kernel's own values apply.");
        }
        if (files.isEmpty() && !here.isInitial()) {
            out.println("Not compared with the running values: this is not the host's own IPC namespace, and these"
                    + " files reach only that one.");
        }
        out.flush();
        for (Unseen unseen : lines.unseen()) {
            context.console().err().println("not seen: " + Here.words(unseen));
        }
    }

    private static String shown(SysctlLine line) {
        String text = Text.safe(
                line.value() == null
                        ? line.key()
                        : line.key() + " = " + line.value().replaceAll("[ \t]+", " "));
        return text.length() > 120 ? text.substring(0, 120) + "…" : text;
    }

    private static void printProblem(PrintWriter out, SysctlProblem problem) {
        out.println((problem.isBad() ? "    BAD   " : "    note  ") + Text.safe(problem.what()));
        if (problem.better() != null) {
            out.println("          write: " + Text.safe(problem.better()));
        }
    }
}
