package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.semtrail.correlate.story.Asked;
import org.semtrail.report.Json;
import org.semtrail.report.story.Output;
import org.semtrail.report.story.Outputs;
import org.semtrail.report.story.StoryJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semtrail report}: the story of an incident, of this host or of files that were fetched from another. */
@Command(
        name = "report",
        description = {
            "What happened, since when, who, why, and will it come again: one file that tells it.",
            "From this host, or, where inputs are given, from those (and --recordings) alone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail report -o incident.html                      of this host as it is now",
            "  semtrail report -o incident.html jvm/ error.log ipcs.txt    of what was fetched from another",
            "  semtrail report -o ticket.md sosreport-web1.tar.xz    for the ticket",
            "  semtrail report --json --from '2026-11-24 09:00' --to '2026-11-24 10:00' --zone Europe/Berlin logs/",
            "  semtrail report -o r.html <(journalctl -o short-iso --since -2h) <(ipcs -s) <(ipcs -l)",
            "  journalctl -o short-iso | sudo semtrail report -o r.html - /var/lib/semtrail/jvm",
            "",
            "Inputs are recognised by what is in them: recordings (*.jfr, also of killed JVMs), logs, copies",
            "of /proc/sysvipc/*, text of ipcs, ps and sysctl -a, JSON of list and doctor, what sos collected;",
            "in folders, or packed (tar, zip, gzip, xz, bzip2). The same file given twice is read once.",
            "A pipe is read to its end, for ten minutes at most, and until it has said nothing for one.",
            "",
            "The file is written whole or not at all, and only its owner may read it, for it names hosts and",
            "programs; one that is there is replaced, with its permissions. What was read is told on stderr.",
            "",
            "Exit status: 0 nothing wrong; 1 something was found; 2 wrong command line; 3 an input is not there,",
            "or the file cannot be written; 4 nothing could be read: the file then tells what, and why; 70 our bug."
        })
public final class ReportCommand implements Callable<Integer> {
    private final Context context;
    private final InputStream stdin;

    @Mixin
    private Common common;

    @Mixin
    private RecordingOptions recordings;

    @Parameters(
            paramLabel = "INPUT",
            arity = "0..*",
            description = "Files, folders and pipes, - for stdin; none: this host.")
    private List<Path> inputs = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "The file to write; what it becomes is told by the end of its name: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Suffixes.class)
    private Path output;

    @Option(names = "--from", paramLabel = "T", description = "Tell of what happened since then: 2026-11-24T09:00:00Z.")
    private String from;

    @Option(names = "--to", paramLabel = "T", description = "Tell of what happened until then.")
    private String to;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of times that name none, such as Europe/Berlin or +02:00; default: this system's.")
    private String zone;

    @Spec
    private CommandSpec spec;

    /** What -o can end with. */
    static final class Suffixes implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Outputs.ALL.stream().map(Output::suffix).iterator();
        }
    }

    public ReportCommand(Context context, InputStream stdin) {
        this.context = context;
        this.stdin = stdin;
    }

    @Override
    public Integer call() throws IOException {
        Output form = form();
        Instant since = time("--from", from);
        Instant until = time("--to", to);
        if (since != null && until != null && since.isAfter(until)) {
            throw new ParameterException(spec.commandLine(), "--from " + from + " is later than --to " + to);
        }
        requireNoInput();
        if (output != null) {
            new ReportFile(output).requireFolder();
        }
        Asked asked = new Asked(
                since == null ? Long.MIN_VALUE : since.toEpochMilli(),
                until == null ? Long.MAX_VALUE : until.toEpochMilli());
        ReportMaker maker = new ReportMaker(context, recordings, asked, zoneId(), zone != null);
        ReportMaker.Made made = inputs.isEmpty() ? maker.live() : maker.of(inputs, stdin);
        ObjectNode document = StoryJson.document(about(made, since, until), made.story(), made.findings());
        if (output != null) {
            new ReportFile(output).write(form, document);
        }
        if (common.json()) {
            context.console().out().println(Json.text(document));
        }
        new ReportReceipt(context.console(), made.story()).print(output);
        if (!made.anythingRead()) {
            throw Stop.cannotSee("none of the inputs could be read");
        }
        return made.findings().isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    private Output form() {
        if (output == null) {
            if (!common.json()) {
                throw new ParameterException(spec.commandLine(), "say where to: -o FILE, or --json");
            }
            return null;
        }
        return Outputs.of(output.toString())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "-o " + output + ": what it shall be is told by its end: "
                                + Outputs.ALL.stream().map(Output::suffix).collect(Collectors.joining(", "))));
    }

    private Instant time(String option, String text) {
        if (text == null) {
            return null;
        }
        String t = text.strip().replaceFirst("(\\d) (\\d)", "$1T$2");
        try {
            return t.matches(".*(?:Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(t).toInstant()
                    : LocalDateTime.parse(t.contains("T") ? t : t + "T00:00:00")
                            .atZone(zoneId())
                            .toInstant();
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + text + ": no time such as 2026-11-24T09:00:00Z", e);
        }
    }

    private ZoneId zoneId() {
        try {
            return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new ParameterException(spec.commandLine(), "--zone " + zone + ": no such zone", e);
        }
    }

    private StoryJson.About about(ReportMaker.Made made, Instant since, Instant until) {
        return new StoryJson.About(
                context.now(),
                made.host(),
                made.bootId(),
                made.kernel(),
                made.booted(),
                since,
                until,
                Version.text(),
                System.getProperty("java.version"),
                "semtrail report" + inputs.stream().map(i -> " " + i).collect(Collectors.joining()),
                System.getProperty("user.name"));
    }

    private void requireNoInput() {
        for (Path input : inputs) {
            try {
                if (output != null && Files.exists(output) && Files.isSameFile(input, output)) {
                    throw new ParameterException(
                            spec.commandLine(),
                            "-o " + output + ": is one of the inputs, and evidence is not overwritten");
                }
            } catch (IOException e) {
                // What cannot be compared is told where it is read.
            }
        }
    }
}
