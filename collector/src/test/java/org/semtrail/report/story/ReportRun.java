package org.semtrail.report.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.semtrail.app.Cli;
import org.semtrail.app.Console;
import org.semtrail.app.Context;
import org.semtrail.app.ReportCommand;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.KernelLoader;
import org.semtrail.report.Json;
import picocli.CommandLine.Command;

/** Runs the report command over files, as a user does, and holds every document against the published schema. */
final class ReportRun {
    private static final Path EVIDENCE = Path.of("src/test/resources/story");
    private static final JsonSchema SCHEMA = schema();

    /** What comes by stdin, to whoever asks for it. */
    private static final byte[] STDIN =
            "------ Semaphore Limits --------\nmax number of arrays = 128\nmax semaphores per array = 250\n"
                    .getBytes(StandardCharsets.UTF_8);

    @Command(name = "semtrail")
    private static final class Root {}

    final int exit;
    final String err;
    final JsonNode document;
    final String text;

    private ReportRun(int exit, String err, JsonNode document, String text) {
        this.exit = exit;
        this.err = err;
        this.document = document;
        this.text = text;
    }

    private static JsonSchema schema() {
        try (InputStream in = StoryJson.class.getResourceAsStream("report.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(
                            in,
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the schema says against a document. */
    static Set<ValidationMessage> flaws(JsonNode document) {
        return SCHEMA.validate(document);
    }

    /** A copy of the evidence of a case, whose files have the time at which it was taken: report.taken. */
    static Path evidence(String name, Path temp) {
        Path to = temp.resolve(name);
        try (Stream<Path> files = Files.walk(EVIDENCE.resolve(name))) {
            Path taken = EVIDENCE.resolve(name).resolve("report.taken");
            Instant time =
                    Instant.parse(Files.exists(taken) ? Files.readString(taken).strip() : "2026-11-24T10:28:46Z");
            Files.createDirectories(to);
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.getFileName().toString().startsWith("report."))
                    .toList()) {
                Path copy = to.resolve(EVIDENCE.resolve(name).relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                Files.setLastModifiedTime(copy, FileTime.from(time));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to;
    }

    static ReportRun of(Path output, List<Path> inputs, String... options) {
        List<String> args = new ArrayList<>(List.of("--zone", "UTC"));
        args.addAll(List.of(options));
        return inNoZone(output, inputs, args.toArray(String[]::new));
    }

    static ReportRun inNoZone(Path output, List<Path> inputs, String... options) {
        List<String> args = new ArrayList<>(List.of("report", "-o", output.toString()));
        args.addAll(List.of(options));
        inputs.forEach(i -> args.add(i.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Context context = new Context(
                new Console(new PrintWriter(out), new PrintWriter(err), false, false),
                HostRoot.LIVE,
                new KernelLoader(),
                Clock.systemUTC(),
                Map.of());
        int exit = Cli.run(
                new Root(),
                List.of(new ReportCommand(context, new ByteArrayInputStream(STDIN))),
                context.console(),
                args.toArray(String[]::new));
        try {
            String text = Files.isRegularFile(output) ? Files.readString(output) : "";
            JsonNode document =
                    output.toString().endsWith(".json") && !text.isEmpty() ? Json.parse(text.getBytes("UTF-8")) : null;
            return new ReportRun(exit, err.toString(), document, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids of the findings. */
    List<String> findings() {
        List<String> ids = new ArrayList<>();
        document.path("findings").forEach(f -> ids.add(f.path("id").asText()));
        return ids;
    }
}
