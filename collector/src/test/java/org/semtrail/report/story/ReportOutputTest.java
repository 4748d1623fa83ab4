package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.app.ExitCode;

/** Where a report is written to, and what is not. */
class ReportOutputTest {
    @TempDir
    private Path temp;

    @Test
    void evidenceIsNotOverwritten() throws IOException {
        Path log = Files.writeString(temp.resolve("in.md"), "Nov 24 10:00:00 web app: started\n");
        ReportRun run = ReportRun.of(log, List.of(log));
        assertEquals(ExitCode.USAGE, run.exit);
        assertTrue(run.err.contains("is one of the inputs"), run.err);
        assertTrue(Files.readString(log).contains("started"));
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        ReportRun run = ReportRun.of(temp.resolve("none/r.md"), List.of(ReportRun.evidence("apr-leak", temp)));
        assertEquals(ExitCode.BAD_INPUT, run.exit);
        assertTrue(run.err.contains("there is no folder " + temp.resolve("none")), run.err);
    }

    @Test
    void aTimeThatEndsBeforeItBeginsIsRefusedAndOneWithoutEvidenceIsNoAllClear() {
        Path evidence = ReportRun.evidence("apr-leak", temp);
        ReportRun turned =
                ReportRun.of(temp.resolve("r.json"), List.of(evidence), "--from", "2026-11-24", "--to", "2026-11-23");
        assertEquals(ExitCode.USAGE, turned.exit);
        ReportRun later = ReportRun.of(temp.resolve("r.json"), List.of(evidence), "--from", "2027-01-01");
        assertEquals(
                "unknown", later.document.get("verdict").get("severity").asText(), later.document.get("verdict") + "");
    }

    @Test
    void aNewReportIsItsOwnersAloneAndAnOldOneKeepsItsPermissions() throws IOException {
        Path evidence = ReportRun.evidence("apr-leak", temp);
        Path made = temp.resolve("new.md");
        ReportRun.of(made, List.of(evidence));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        Path old = Files.writeString(temp.resolve("old.md"), "old");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(temp.resolve("link.md"), old);
        ReportRun.of(link, List.of(evidence));
        assertTrue(Files.isSymbolicLink(link) && Files.readString(old).startsWith("# "));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(old)));
    }

    @Test
    void aFullDiskIsToldAndNothingHalfIsLeft() throws IOException {
        Path evidence = ReportRun.evidence("apr-leak", temp);
        Path full = Files.createSymbolicLink(temp.resolve("full.md"), Path.of("/dev/full"));
        ReportRun run = ReportRun.of(full, List.of(evidence));
        assertEquals(ExitCode.BAD_INPUT, run.exit, run.err);
        assertTrue(run.err.contains("No space left on device"), run.err);
        Files.delete(full);
        ReportRun folder = ReportRun.of(Files.createDirectory(temp.resolve("folder.md")), List.of(evidence));
        assertEquals(ExitCode.BAD_INPUT, folder.exit);
        assertTrue(folder.err.contains("it is a folder"), folder.err);
        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(2, left.count(), "the evidence and the folder");
        }
    }
}
