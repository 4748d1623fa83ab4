package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.app.ExitCode;

/** How what is given on the command line becomes evidence, and what is said of it. */
class GivenInputsTest {
    @TempDir
    private Path temp;

    private ReportRun report(List<Path> inputs, String... options) {
        return ReportRun.of(temp.resolve("report.json"), inputs, options);
    }

    private Path log() throws IOException {
        return Files.writeString(
                temp.resolve("log"), "2026-11-24T10:00:00Z app[7]: semget: No space left on device (28)\n");
    }

    @Test
    void aPipeIsReadToItsEnd() throws Exception {
        Path pipe = temp.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Process writer = new ProcessBuilder("cp", log().toString(), pipe.toString()).start();
        JsonNode source = report(List.of(pipe)).document.path("sources").path(0);
        assertEquals(0, writer.waitFor());
        assertEquals("2026-11-24T10:00:00Z", source.path("from").asText(), source.toString());
        assertEquals(pipe.toString(), source.path("path").asText());
        assertEquals("read", source.path("status").asText());
    }

    @Test
    void aDashIsStdinOnce() {
        JsonNode source = report(List.of(Path.of("-"))).document.path("sources").path(0);
        assertEquals("stdin", source.path("path").asText(), source.toString());
        assertEquals("text of ipcs", source.path("kind").asText());
        ReportRun twice = report(List.of(Path.of("-"), Path.of("-")));
        assertEquals(ExitCode.BAD_INPUT, twice.exit);
        assertTrue(twice.err.contains("stdin can be read once"), twice.err);
    }

    @Test
    void recordingsThatAnOptionNamesAreReadWithTheFiles() throws IOException {
        Path recording = ReportRun.evidence("apr-leak", temp).resolve("scanner.jfr");
        ReportRun run = report(List.of(log()), "--recordings", recording.toString());
        assertEquals(2, run.document.path("sources").size());
        assertEquals(1, run.document.path("jvms").size());
        ReportRun missing =
                report(List.of(log()), "--recordings", temp.resolve("none.jfr").toString());
        assertEquals(ExitCode.BAD_INPUT, missing.exit);
    }

    @Test
    void whereNothingCanBeReadEachReasonIsSaid() throws IOException {
        Path empty = Files.createFile(temp.resolve("empty.log"));
        Path noise = Files.write(temp.resolve("noise"), new byte[500]);
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("gone"));
        Path loop = Files.createSymbolicLink(temp.resolve("loop"), Path.of("loop"));
        ReportRun run = report(List.of(empty, noise, link, loop));
        assertEquals(ExitCode.CANNOT_SEE, run.exit);
        for (Path input : List.of(empty, noise, link, loop)) {
            assertTrue(run.err.contains("semtrail: not read: " + input + ": "), run.err);
        }
        assertTrue(run.err.contains("empty.log: nothing is in it"), run.err);
        assertTrue(run.err.strip().endsWith("none of the inputs could be read"), run.err);
        assertTrue(run.err.contains("link: there is no such file or folder (ENOENT)"), run.err);
        assertTrue(run.err.contains("loop: Too many levels of symbolic links"), run.err);
        ReportRun device = report(List.of(Path.of("/dev/null")));
        assertEquals(ExitCode.CANNOT_SEE, device.exit);
        assertTrue(device.err.contains("not read: /dev/null: a socket or device"), device.err);
    }

    @Test
    void whatWasWrittenOfHowMuchIsSaidOnStderr() throws IOException {
        ReportRun run = report(List.of(log(), Files.createFile(temp.resolve("empty"))));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        assertTrue(
                run.err.matches(
                        "(?s).*semtrail: wrote .*report.json \\([\\d.]+ KiB\\), made of 2 sources, 1 not read\n"),
                run.err);
    }

    @Test
    void ofThousandsOfFilesThoseAreListedThatMatter() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("logs"));
        for (int i = 0; i < 1_000; i++) {
            Files.writeString(folder.resolve("log-" + i), "2026-11-24T10:00:00Z app[7]: started " + i + "\n");
            Files.createSymbolicLink(folder.resolve("link-" + i), Path.of("log-" + i));
        }
        Files.move(log(), folder.resolve("z-last"));
        JsonNode report = report(List.of(folder)).document;
        assertEquals(301, report.path("sources").size());
        assertTrue(report.path("sources").path(300).path("path").asText().endsWith("z-last"));
        assertTrue(
                report.path("unseen").toString().contains("700 are not listed"),
                report.path("unseen").toString());
        assertTrue(report.path("unseen").size() < 30, "" + report.path("unseen").size());
    }

    @Test
    void aRecordingOfWhichNothingCouldBeReadWouldSettleIt() throws IOException {
        Path cut = temp.resolve("shop.jfr");
        Path whole = ReportRun.evidence("apr-leak", temp).resolve("scanner.jfr");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(whole), 100));
        JsonNode report = report(List.of(log(), cut)).document;
        assertTrue(
                report.at("/verdict/would_settle").toString().contains("a whole copy of the recording " + cut),
                report.path("verdict").toString());
    }

    @Test
    void failuresOfOneKindInOtherWordsAreNotToldAsOneRepeated() throws IOException {
        Files.writeString(
                log(),
                "2026-11-24T10:00:01Z other[8]: semget in the pool: No space left on device (28)\n"
                        + "2026-11-24T10:00:02Z app[9]: semget: No space left on device (28)\n",
                StandardOpenOption.APPEND);
        String events =
                report(List.of(temp.resolve("log"))).document.path("events").toString();
        assertTrue(events.contains("3 times, the first: ") && events.contains("(and others, in 2 wordings)"), events);
    }
}
