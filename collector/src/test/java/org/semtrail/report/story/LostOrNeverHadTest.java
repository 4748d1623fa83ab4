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

/** Whether a program lost a set or never had it: what the words of its log prove, and no more. */
class LostOrNeverHadTest {
    private static final String GONE =
            "Nov 24 10:00:00 h pgcopydb[7]: ERROR Failed to acquire a lock with semaphore 2031674: Invalid argument\n";

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temp.resolve("evidence"));
    }

    private ReportRun of(String log) throws IOException {
        Files.writeString(folder.resolve("app.log"), log);
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(folder));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        return run;
    }

    private JsonNode only(String log) throws IOException {
        ReportRun run = of(log);
        assertEquals(List.of("live-set-removed"), run.findings());
        return run.document.get("findings").get(0);
    }

    private void table(String... rows) throws IOException {
        Files.writeString(
                folder.resolve("sem"),
                "       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime\n"
                        + String.join("\n", rows)
                        + "\n");
    }

    @Test
    void anInvalidArgumentAloneIsOnlyAWarningAndNamesWhatWouldSettleIt() throws IOException {
        JsonNode finding = only(GONE);
        assertEquals("warning", finding.get("severity").asText());
        assertEquals(
                "pgcopydb may have lost an IPC object that it was using.",
                finding.get("what").asText().replaceFirst("^P", "p"));
        ReportRun run = of("Nov 24 10:00:00 h app[7]: semop: Invalid argument\n");
        assertEquals("warning", run.document.get("verdict").get("severity").asText());
        assertTrue(
                run.document.get("verdict").get("would_settle").get(0).asText().startsWith("whether the set of"));
    }

    @Test
    void theWordRemovedIsProof() throws IOException {
        JsonNode finding = only("Nov 24 10:00:00 h app[7]: semop: Identifier removed\n");
        assertEquals("critical", finding.get("severity").asText());
        assertEquals(
                "A program lost an IPC object that it was using.",
                finding.get("what").asText());
    }

    @Test
    void aTableThatDoesNotListTheSetAnyMoreIsProofToo() throws IOException {
        table("         0          1   600          1    33    33     0     0          0 1795510000");
        JsonNode finding = only(GONE);
        assertEquals("critical", finding.get("severity").asText());
        assertTrue(finding.get("evidence").toString().contains("set 2031674 is not in the table any more"));
    }

    @Test
    void aTableThatListsItSinceBeforeSpeaksAgainstARemoval() throws IOException {
        table("         0    2031674   600          1    33    33     0     0          0 1795510000");
        JsonNode finding = only(GONE);
        assertEquals("warning", finding.get("severity").asText());
        assertTrue(finding.get("evidence").toString().contains("it was not removed"), finding.toString());
    }

    @Test
    void whoGotNoSetLostNone() throws IOException {
        assertEquals(List.of("sem-sets-exhausted"), of("""
                Nov 24 10:00:00 h app[7]: semget: No space left on device
                Nov 24 10:00:01 h app[7]: semop: Invalid argument
                """).findings());
        assertEquals(
                List.of(),
                of("Nov 24 10:00:01 h app[7]: semop(-1, ...) failed: Invalid argument\n")
                        .findings());
    }

    @Test
    void aLaterProcessOfTheSameProgramMayHaveLostOne() throws IOException {
        assertEquals(List.of("sem-sets-exhausted", "live-set-removed"), of("""
                Nov 24 10:00:00 h app[7]: semget: No space left on device
                Nov 24 12:00:01 h app[9]: semop: Invalid argument
                """).findings());
    }

    @Test
    void childrenOfAServerThatIsRestartedTellNoSureLoss() throws IOException {
        JsonNode finding = only("""
                [Tue Nov 24 10:00:00.100000 2026] [mpm_prefork:notice] [pid 21:tid 21] AH00171: Graceful restart requested, doing restart
                [Tue Nov 24 10:00:00.200000 2026] [mpm_prefork:emerg] [pid 24:tid 24] (43)Identifier removed: AH00144: couldn't grab the accept mutex
                """);
        assertEquals("warning", finding.get("severity").asText());
        assertTrue(finding.get("why").asText().contains("children that are just ending"), finding.toString());
    }
}
