package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same piece of evidence, however often it was sent, is counted once, and each copy of it is told. */
class SameEvidenceTest {
    @TempDir
    private Path temp;

    private JsonNode report(Path... inputs) {
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(inputs));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        return run.document;
    }

    private Path evidence(String folder, String name) {
        Path there = temp.resolve(folder);
        return (Files.exists(there) ? there : ReportRun.evidence(folder, temp)).resolve(name);
    }

    private static void gzip(Path file, Path to) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
            Files.copy(file, out);
        }
    }

    private static void zip(Path file, Path to) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            out.putNextEntry(new ZipEntry(to.getFileName() + "/of-the-host"));
            Files.copy(file, out);
        }
    }

    private static void assertSaidOnce(JsonNode report, JsonNode first) {
        assertEquals(first.path("verdict"), report.path("verdict"));
        assertEquals(first.path("findings"), report.path("findings"));
        assertEquals(first.path("events"), report.path("events"));
        for (int i = 1; i < report.path("sources").size(); i++) {
            JsonNode source = report.path("sources").path(i);
            boolean isPacking = source.path("kind").asText().equals("archive");
            assertEquals("read", source.path("status").asText(), source.toString());
            assertTrue(
                    isPacking || source.path("why").asText().matches("the same as .* \\(s1\\), read once"),
                    source.toString());
        }
    }

    @Test
    void aLogThatIsGivenPlainAndPackedAndInArchivesFailsAsOftenAsItSays() throws IOException {
        Path log = evidence("apache-and-jvm", "error.log");
        Path copies = Files.createDirectory(temp.resolve("copies"));
        gzip(log, copies.resolve("error.log.gz"));
        zip(log, copies.resolve("a.zip"));
        zip(log, copies.resolve("b.zip"));
        Files.copy(log, copies.resolve("copy"));
        JsonNode report = report(log, copies, log.getParent().resolve("error.log"));
        assertSaidOnce(report, report(log));
        assertEquals(8, report.path("sources").size(), "and two that are in archives");
    }

    @Test
    void aRecordingThatIsGivenTwiceIsReadOnceAndNotUnreadable() throws IOException {
        Path recording = evidence("apr-leak", "scanner.jfr");
        Path copies = Files.createDirectory(temp.resolve("copies"));
        gzip(recording, copies.resolve("scanner.jfr.gz"));
        Files.copy(recording, copies.resolve("scanner.jfr"));
        JsonNode report = report(recording, copies);
        assertSaidOnce(report, report(recording));
        assertEquals(report(recording).path("unseen"), report.path("unseen"));
    }

    /** The last chunk alone, as it is in the folder from which a recording was dumped. */
    @Test
    void aPartOfARecordingThatIsThereWholeIsToldAsReadThere() throws IOException {
        Path recording = evidence("apr-leak", "scanner.jfr");
        byte[] bytes = Files.readAllBytes(recording);
        Path longer = temp.resolve("dump.jfr");
        Files.write(longer, bytes);
        try (OutputStream out = Files.newOutputStream(longer, StandardOpenOption.APPEND)) {
            out.write(bytes);
        }
        JsonNode source = report(longer, recording).path("sources").path(1);
        assertEquals("read", source.path("status").asText(), source.toString());
        assertEquals(
                "a chunk that is read from another file", source.path("why").asText());
    }
}
