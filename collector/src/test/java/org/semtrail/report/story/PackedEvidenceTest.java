package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence as people send it: packed, packed again, in folders with things that are no files. */
class PackedEvidenceTest {
    @TempDir
    private Path temp;

    private ReportRun report(Path... inputs) {
        ReportRun run = assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> ReportRun.of(temp.resolve("report.json"), List.of(inputs)));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        return run;
    }

    private Path recording(String name) {
        Path folder = temp.resolve("removed-by-a-jvm");
        return (Files.exists(folder) ? folder : ReportRun.evidence("removed-by-a-jvm", temp)).resolve(name);
    }

    private static Path packed(Path file, OutputStream out) throws IOException {
        try (out) {
            Files.copy(file, out);
        }
        return file;
    }

    private static void assertTellsWhoRemovedIt(ReportRun run) {
        assertEquals(List.of("jvm-set-removed"), run.findings());
        assertEquals(
                "JVM (pid 13) removed it, at org.semtrail.program.Puppet.remove:115",
                run.document.path("verdict").path("root_cause").asText());
    }

    @Test
    void recordingsArePackedOneByOne() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("packed"));
        packed(recording("a.jfr"), new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.jfr.gz"))));
        packed(recording("b.jfr"), new XZCompressorOutputStream(Files.newOutputStream(folder.resolve("b.jfr.xz"))));
        ReportRun run = report(folder);
        assertTellsWhoRemovedIt(run);
        JsonNode jvm = run.document.path("jvms").path(0);
        assertTrue(jvm.path("recording").asText().endsWith("a.jfr.gz!a.jfr.gz"), jvm.toString());
    }

    @Test
    void aZipHoldsThem() throws IOException {
        Path zip = temp.resolve("evidence.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("a.jfr", "b.jfr")) {
                out.putNextEntry(new ZipEntry("from the host/" + name));
                Files.copy(recording(name), out);
            }
        }
        assertTellsWhoRemovedIt(report(zip));
    }

    /** A folder with a sos archive packed otherwise than sos does it, in a zip, beside other files. */
    @Test
    void anArchiveIsInAnotherInAFolder() throws IOException {
        Path sos = ReportRun.evidence("sos", temp).resolve("sosreport.tar.xz");
        Path folder = Files.createDirectory(temp.resolve("ticket"));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve("all.zip")));
                XZCompressorInputStream tar = new XZCompressorInputStream(Files.newInputStream(sos))) {
            out.putNextEntry(new ZipEntry("sosreport.tar.gz"));
            GZIPOutputStream gzip = new GZIPOutputStream(out);
            tar.transferTo(gzip);
            gzip.finish();
        }
        JsonNode report = report(folder).document;
        assertEquals(5, report.path("sets").size());
        assertEquals("vm", report.path("host").path("name").asText());
    }

    @Test
    void whatIsNoFileIsNotWaitedFor() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Files.copy(recording("a.jfr"), folder.resolve("a.jfr"));
        JsonNode found = report(folder).document;
        assertTrue(found.path("unseen").toString().contains("no file to be read"), found.path("unseen") + "");
        assertEquals("read", found.path("sources").path(0).path("status").asText());
        JsonNode named = report(pipe, folder).document.path("sources");
        assertEquals("nobody writes to this pipe", named.path(0).path("why").asText());
        assertEquals("read", named.path(1).path("status").asText());
    }

    @Test
    void anArchiveInAnArchiveInAnArchiveIsLeft() throws IOException {
        Path inner = recording("a.jfr");
        for (int i = 0; i < 4; i++) {
            Path outer = temp.resolve("nested-" + i + ".zip");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(outer))) {
                out.putNextEntry(new ZipEntry("inner.zip"));
                Files.copy(inner, out);
            }
            inner = outer;
        }
        JsonNode report = report(inner).document;
        assertTrue(report.path("unseen").toString().contains("an archive in an archive in an archive"), "" + report);
    }
}
