package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.semtrail.capture.offline.Inputs;
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
            "From this host, or, where inputs are given, from those alone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail report -o incident.json                      of this host as it is now",
            "  semtrail report -o ticket.md /var/lib/semtrail/jvm error.log ipcs.txt",
            "  semtrail report -o r.json --from 2026-11-24T09:00:00Z --to 2026-11-24T10:00:00Z sos/",
            "",
            "Inputs are recognised by what is in them: recordings (*.jfr, also of killed JVMs), logs, copies",
            "of /proc/sysvipc/*, text of ipcs, ps and sysctl -a, JSON of list and doctor, what sos collected;",
            "in folders, or packed (tar, zip, gzip, xz, bzip2).",
            "",
            "Exit status: 0 nothing wrong; 1 something was found; 3 an input is not there; 4 nothing could be read."
        })
public final class ReportCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private Common common;

    @Mixin
    private RecordingOptions recordings;

    @Parameters(paramLabel = "INPUT", arity = "0..*", description = "Files and folders; none: this host.")
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

    public ReportCommand(Context context) {
        this.context = context;
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
        Asked asked = new Asked(
                since == null ? Long.MIN_VALUE : since.toEpochMilli(),
                until == null ? Long.MAX_VALUE : until.toEpochMilli());
        ReportMaker maker = new ReportMaker(context, recordings, asked, zoneId(), zone != null);
        ReportMaker.Made made = inputs.isEmpty() ? maker.live() : maker.of(given());
        ObjectNode document = StoryJson.document(about(made, since, until), made.story(), made.findings());
        if (output != null) {
            write(form, document);
        }
        if (common.json()) {
            context.console().out().println(Json.text(document));
        }
        if (!made.anythingRead()) {
            throw Stop.cannotSee("none of the inputs could be read: "
                    + made.story().sources().stream()
                            .limit(4)
                            .map(s -> s.path() + ": " + s.why())
                            .collect(Collectors.joining("; ")));
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

    private Inputs given() {
        try {
            return Inputs.of(inputs);
        } catch (IOException e) {
            throw Stop.badInput("" + e.getMessage());
        }
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

    /** Beside it first: what was there before stays whole until this is. */
    private void write(Output form, ObjectNode document) {
        Path parent = output.toAbsolutePath().getParent();
        if (Files.exists(output) && !Files.isRegularFile(output)) {
            print(form, document, output);
            return;
        }
        Path half = parent.resolve("." + output.getFileName() + ".new");
        try {
            print(form, document, half);
            Files.move(half, output, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            half.toFile().delete();
        }
    }

    private void print(Output form, ObjectNode document, Path to) {
        try (Writer out = Files.newBufferedWriter(to)) {
            form.form().write(document, out);
        } catch (IOException e) {
            throw unwritable(e);
        } catch (RuntimeException e) {
            // Templates wrap what the disk says.
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof IOException)) {
                cause = cause.getCause();
            }
            if (cause instanceof IOException disk) {
                throw unwritable(disk);
            }
            throw e;
        }
    }

    private Stop unwritable(IOException e) {
        String why = e instanceof NoSuchFileException
                ? "there is no folder " + output.toAbsolutePath().getParent()
                : e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
        return Stop.badInput("-o " + output + ": cannot be written: " + why);
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
