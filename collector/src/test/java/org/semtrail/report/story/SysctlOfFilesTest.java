package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kernel.sem in a wrong order, as doctor finds it on its host, in what was fetched from another. */
class SysctlOfFilesTest {
    private static final String NETDATA = "kernel.sem = 32000 64000 1024000000 500\n";

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temp.resolve("evidence"));
    }

    private ReportRun of(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(folder));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        return run;
    }

    private static String text(JsonNode of, String name) {
        return of.get(name).asText();
    }

    @Test
    void isFoundInWhatSysctlPrinted() throws IOException {
        ReportRun run = of("sysctl", "kernel.ostype = Linux\n" + NETDATA);
        assertEquals(List.of("running-sem-wrong-order"), run.findings());
        JsonNode verdict = run.document.get("verdict");
        assertEquals(
                "Kernel.sem was written in a wrong order: the fields stand in the order in which \"ipcs -ls\" prints them",
                text(verdict, "root_cause").replaceFirst("^k", "K"));
        assertTrue(verdict.get("what_to_do").toString().contains("sysctl -w kernel.sem='64000 1024000000 500 32000'"));
    }

    @Test
    void isFoundInAFileOfATreeOfSosWithItsPlaceOnThatHost() throws IOException {
        Files.createDirectories(folder.resolve("sos_commands"));
        ReportRun run = of("etc/sysctl.d/90-sem.conf", "# more semaphores\n" + NETDATA);
        assertEquals(List.of("sysctl-wrong-order"), run.findings());
        String cause = text(run.document.get("verdict"), "root_cause");
        assertTrue(cause.startsWith("/etc/sysctl.d/90-sem.conf:2: Wrong order"), cause);
    }

    @Test
    void aLineThatAnotherOneOverridesIsOnlyANote() throws IOException {
        Files.createDirectories(folder.resolve("sos_commands"));
        of("etc/sysctl.d/95-later.conf", "kernel.sem = 64000 1024000000 500 32000\n");
        ReportRun run = of("usr/lib/sysctl.d/90-sem.conf", NETDATA);
        assertEquals(List.of("sysctl-wrong-order"), run.findings());
        assertEquals("note", text(run.document.get("findings").get(0), "severity"));
        assertEquals("unknown", text(run.document.get("verdict"), "severity"));
    }

    @Test
    void aLimitThatIsReachedForItsOrderIsWrongHasThatCause() throws IOException {
        of(
                "app.log",
                "2026-11-24 10:20:00.100 UTC [103] FATAL:  could not create semaphores: No space left on device\n");
        of("ipcs_-u", "\n------ Semaphore Status --------\nused arrays = 500\nallocated semaphores = 500\n");
        ReportRun run = of("sysctl", "kernel.ostype = Linux\n" + NETDATA);
        assertEquals(List.of("sem-sets-exhausted", "running-sem-wrong-order"), run.findings());
        JsonNode verdict = run.document.get("verdict");
        assertTrue(
                text(verdict, "root_cause").contains("so that the limit is not what was meant: 500 sets"),
                verdict.toString());
        assertEquals("likely", text(verdict, "confidence"));
        assertTrue(verdict.get("what_to_do").get(0).get("text").asText().startsWith("Put the fields"));
    }

    @Test
    void whatAFileSetsStandsForWhatRanWhereNothingTellsThatAndTheReportSaysSo() throws IOException {
        of("ipcs_-u", "\n------ Semaphore Status --------\nused arrays = 127\nallocated semaphores = 127\n");
        ReportRun run = of("my.conf", "kernel.sem = 250 32000 32 128\n");
        assertTrue(run.findings().contains("near-exhaustion"), run.findings().toString());
        assertTrue(run.document.get("unseen").toString().contains("limits that ran"), run.text);
    }

    @Test
    void theRightOrderIsNoFinding() throws IOException {
        assertEquals(
                List.of(),
                of("sysctl", "kernel.ostype = Linux\nkernel.sem = 32000 1024000000 500 32000\n")
                        .findings());
    }
}
