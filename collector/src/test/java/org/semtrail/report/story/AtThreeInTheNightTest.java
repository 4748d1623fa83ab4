package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator gets told of a few files at night: what is true, how sure it is, and nothing that does harm. */
class AtThreeInTheNightTest {
    private static final String WAITED = """

            Semaphore Array semid=131073
            uid=500\t gid=500\t cuid=500\t cgid=500
            mode=0600, access_perms=0600
            nsems = 1
            otime = Tue Nov 24 10:00:00 2026
            ctime = Tue Nov 24 09:00:00 2026
            semnum     value      ncount     zcount     pid
            0          0          4          0          1957

            """;
    private static final String PS = """
            USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
            root           1  0.0  0.1  16812 10020 ?        Ss   09:00   0:01 /sbin/init
            smuser      2100  0.0  0.1  16812 10020 ?        S    10:10   0:01 LLAWP /x/WebAgent.conf
            """;

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temp.resolve("evidence"));
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private JsonNode report() {
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(folder));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        return run.document;
    }

    private static String first(JsonNode report, String name) {
        return report.get("findings").get(0).get(name).asText();
    }

    @Test
    void aLockWhoseHolderIsNotAmongTheProcessesIsAbandoned() throws IOException {
        file("ipcs_-s_-i", WAITED);
        file("ps", PS);
        JsonNode report = report();
        assertEquals("abandoned-lock", first(report, "id"));
        assertEquals("critical", first(report, "severity"));
        assertTrue(first(report, "cause").contains("id 1957 ended while it held"), report.toString());
        JsonNode remedy = report.get("findings").get(0).get("remedy");
        assertFalse(remedy.get(0).toString().contains("ipcrm"), "nothing is removed before its users are stopped");
    }

    @Test
    void aLockWhoseHolderRunsIsNoneAndWithoutAListOfProcessesItIsOnlyANote() throws IOException {
        file("ipcs_-s_-i", WAITED);
        JsonNode unknown = report();
        assertEquals("note", first(unknown, "severity"));
        assertEquals("ok", unknown.get("verdict").get("severity").asText());
        file("ps", PS.replace(" 2100 ", " 1957 "));
        assertEquals(0, report().get("findings").size());
    }

    /** Sets of apache, a generation each ten minutes, until no more fit. */
    private void full() throws IOException {
        String rows = IntStream.range(0, 8)
                .mapToObj(i -> "         0 %10d   600          1    48    48     0     0          0 %d"
                        .formatted(i, 1795510000 + i * 600))
                .collect(Collectors.joining("\n"));
        file(
                "sem",
                "       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime\n" + rows + "\n");
        file("sysctl", "kernel.ostype = Linux\nkernel.sem = 250 32000 32 8\n");
        file(
                "error_log",
                "[Tue Nov 24 10:20:00.1 2026] [core:emerg] [pid 45] (28)No space left on device: AH00023:"
                        + " Couldn't create the ssl-cache mutex\n");
    }

    @Test
    void theEndOfAnotherProgramDoesNotExplainWhatWasLeft() throws IOException {
        full();
        file("messages", "Nov 24 09:59:00 h kernel: Out of memory: Killed process 812 (python3) total-vm:1024kB\n");
        JsonNode other = report();
        assertFalse(first(other, "cause").contains("ended without a chance"), first(other, "cause"));
        assertEquals("possible", first(other, "confidence"));
        file("messages", "Nov 24 09:59:00 h kernel: Out of memory: Killed process 812 (httpd) total-vm:1024kB\n");
        JsonNode own = report();
        assertTrue(first(own, "cause").contains("ended without a chance"), first(own, "cause"));
        assertEquals("likely", first(own, "confidence"));
    }

    @Test
    void deviceMapperHasItsOwnToolForItsCookies() throws IOException {
        file(
                "messages",
                "Nov 24 10:00:00 h dmeventd[5]: Limit for the maximum number of semaphores reached. You can check and set"
                        + " the limits in /proc/sys/kernel/sem.\n");
        JsonNode report = report();
        assertTrue(report.toString().contains("dmsetup udevcomplete_all 60"), report.toString());
    }

    @Test
    void whatWasGoneAfterThereWasNoRoomWasPerhapsCleanedUp() throws IOException {
        file("app.log", """
                Nov 24 10:00:00 h app[7]: semget: No space left on device
                Nov 24 11:00:00 h app[8]: semop: Identifier removed
                """);
        JsonNode report = report();
        assertTrue(report.get("verdict").get("root_cause").isNull(), "that does not explain why there was no room");
        JsonNode gone = report.get("findings").get(1);
        assertEquals("live-set-removed", gone.get("id").asText());
        assertTrue(gone.get("cause").asText().contains("cleaned up with ipcrm"), gone.toString());
        assertEquals("possible", gone.get("confidence").asText());
    }

    @Test
    void aCommandWithIpcrmJustBeforeIsLikelyTheCauseAndIsToEnd() throws IOException {
        file("syslog", """
                Nov 24 10:00:00 h CRON[88]: (root) CMD (ipcs -s | grep www-data | awk '{print $2}' | xargs -n1 ipcrm -s)
                Nov 24 10:00:01 h apache2[12]: [emerg] (43)Identifier removed: AH00144: couldn't grab the accept mutex
                """);
        JsonNode finding = report().get("findings").get(0);
        assertEquals("likely", finding.get("confidence").asText());
        assertTrue(finding.get("remedy").get(0).get("text").asText().startsWith("Let that command not run again"));
    }

    @Test
    void aLimitBelowWhatIsThereWasLowered() throws IOException {
        full();
        file("sysctl", "kernel.ostype = Linux\nkernel.sem = 250 32000 32 4\n");
        JsonNode report = report();
        assertTrue(first(report, "cause").startsWith("The limit was lowered to 4 while 8 sets were there"));
        assertTrue(report.get("findings")
                .get(0)
                .get("remedy")
                .get(0)
                .get("text")
                .asText()
                .startsWith("Raise the limit"));
    }

    @Test
    void whereThereWasRoomNothingIsRaisedOrRemovedAtOnceForItMayBeAContainer() throws IOException {
        full();
        file("sysctl", "kernel.ostype = Linux\nkernel.sem = 250 32000 32 32000\n");
        Files.delete(folder.resolve("sem"));
        file("ipcs_-u", "\n------ Semaphore Status --------\nused arrays = 12\nallocated semaphores = 12\n");
        JsonNode remedy = report().get("findings").get(0).get("remedy");
        assertEquals(1, remedy.size());
        assertTrue(remedy.toString().contains("lsns -t ipc"), remedy.toString());
    }

    @Test
    void aSetThatNoEmptyTableCouldTakeTellsWhichLimitItIs() throws IOException {
        file("sysctl", "kernel.ostype = Linux\nkernel.sem = 32000 128 500 32000\n");
        file("app.log", "Nov 24 10:00:00 h app[7]: semget(4711, 300, 03600): No space left on device\n");
        JsonNode report = report();
        assertEquals("semaphores-exhausted", first(report, "id"));
        assertTrue(first(report, "cause").contains("SEMMSL and SEMMNS have changed places"), first(report, "cause"));
    }

    @Test
    void aTableWithRoomSaysThatNothingIsWrong() throws IOException {
        file("ipcs_-u", "\n------ Semaphore Status --------\nused arrays = 12\nallocated semaphores = 12\n");
        file("sysctl", "kernel.ostype = Linux\nkernel.sem = 32000 1024000000 500 32000\n");
        assertEquals("ok", report().get("verdict").get("severity").asText());
    }

    @Test
    void ofAHostThatIsNotThereNothingIsSaid() throws IOException {
        file("py.log", "OSError: [Errno 28] No space left on device: SemLock\n");
        assertFalse(report().toString().contains("of this host"));
    }

    @Test
    void aCallThatWaitsForWhoLivesIsNothingWrongButSaidWithWhatWouldTell() throws IOException {
        file("ipcs-i", WAITED);
        file("ps", PS + "smuser      1957  0.0  0.1  16812 10020 ?        S    09:00   0:01 LLAWP /x/Other.conf\n");
        JsonNode verdict = report().get("verdict");
        assertEquals("ok", verdict.get("severity").asText());
        assertTrue(
                verdict.get("would_settle")
                        .toString()
                        .contains("whether it lasts that 4 calls waited on semaphore 0 of set 131073"),
                verdict.toString());
    }

    @Test
    void whatClientsAskAServerForIsNoMessageOfIt() throws IOException {
        file("access.log", """
                10.0.0.9 - - [24/Nov/2026:10:00:00 +0000] "GET /?q=AH00023:+Couldn't create the mpm-accept mutex (28)No space left on device HTTP/1.1" 200 5 "-" "a \\"b\\""
                10.0.0.9 - - [24/Nov/2026:10:00:01 +0000] "GET /?q=\\"Out of memory: Killed process 812 (java) HTTP/1.1" 404 - "-" "c"
                """);
        assertEquals(0, report().get("findings").size());
        assertEquals(0, report().get("events").size());
    }
}
