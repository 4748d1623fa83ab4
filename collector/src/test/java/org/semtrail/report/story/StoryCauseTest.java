package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.app.ExitCode;

/** What a report gives as the cause, from evidence that examples/incidents left; all of it real. */
class StoryCauseTest {
    @TempDir
    private Path temp;

    @Test
    void setsOfWhichJavaNeverSawTheIdAreTiedToTheNativeMethodThatRanInTheirSecond() {
        ReportRun run = report("apr-leak");
        assertEquals(List.of("sem-sets-exhausted", "jvm-leaks-sets"), run.findings());
        JsonNode verdict = run.document.get("verdict");
        assertEquals(
                "JVM scanner.Scanner (pid 14) leaks: 16 sets made at scanner.Scanner.scan:26 and never removed",
                verdict.get("root_cause").asText());
        assertEquals("likely", verdict.get("confidence").asText(), "times alone are no proof");
        for (JsonNode set : run.document.get("sets")) {
            assertTrue(set.get("evidence").toString().contains("Scanner.scan:26"), set.toString());
        }
    }

    @Test
    void whatWaitedWhenItsSetWasRemovedFailedAfterTheRemovalAlthoughItBeganBefore() {
        ReportRun run = report("removed-by-old-instance");
        assertEquals(List.of("jvm-set-removed"), run.findings());
        JsonNode verdict = run.document.get("verdict");
        assertEquals(
                "JVM tickets.Tickets (pid 12) removed it, at incidents.Semaphore.remove:47",
                verdict.get("root_cause").asText());
        assertEquals("certain", verdict.get("confidence").asText());
        String evidence = run.document.get("findings").get(0).get("evidence").toString();
        assertTrue(evidence.contains("EIDRM") && evidence.contains("EINVAL"), evidence);
    }

    @Test
    void aLockIsHeldByAKilledJvmAlsoWhereOnlyTheTableTellsThatItWasTaken() {
        ReportRun run = report("killed-holder");
        assertEquals(List.of("jvm-lock-not-released"), run.findings());
        JsonNode finding = run.document.get("findings").get(0);
        assertTrue(
                finding.get("what").asText().contains("JVM ledger.Ledger (pid 12) ended while it held it"),
                finding.toString());
        assertTrue(
                finding.get("evidence").toString().contains("JVM ledger.Ledger (pid 309) gave up"), finding.toString());
        assertEquals("likely", finding.get("confidence").asText());
    }

    @Test
    void whoWaitedInVainIsToldWithHowLongAndIsNoContention() {
        JsonNode waits = report("killed-holder").document.get("waits");
        assertEquals(1, waits.size(), waits.toString());
        JsonNode wait = waits.get(0);
        assertTrue(wait.get("in_vain").asBoolean() && wait.get("holder").isNull(), wait.toString());
        assertEquals(
                "JVM ledger.Ledger (pid 309) at incidents.Semaphore.add:43",
                wait.get("waiter").asText());
        assertTrue(wait.get("total_ms").asLong() >= 1_000 * wait.get("count").asLong(), wait.toString());
    }

    /** The recording has the count before the last operation that is in it. */
    @Test
    void anOperationThatIsToldAfterItWasCountedIsCountedOnce() {
        int calls = 0;
        JsonNode activity = report("killed-holder").document.get("activity");
        for (JsonNode row : activity.get("rows")) {
            String call = activity.at("/keys/call").get(row.get(5).asInt()).asText();
            calls += call.equals("semtimedop") ? row.get(8).asInt() : 0;
        }
        assertEquals(3, calls, activity.toString());
    }

    @Test
    void aLookAlikeHasACauseAndADetailOfPostgresIsNoFailureOfItsOwn() throws IOException {
        Path log = temp.resolve("postgresql.log");
        Files.writeString(log, """
                2026-11-24 10:33:20.100 UTC [103] FATAL:  could not create shared memory segment: No space left on device
                2026-11-24 10:33:20.100 UTC [103] DETAIL:  Failed system call was shmget(key=10147154, size=56, 03600).
                """);
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(log));
        assertEquals(List.of("log-look-alike"), run.findings());
        assertEquals(
                "A limit on shared memory, not on semaphores",
                run.document.get("verdict").get("root_cause").asText());
    }

    @Test
    void twoLookAlikesAreBothTold() throws IOException {
        Path log = temp.resolve("messages");
        Files.writeString(log, """
                Nov 24 10:33:20 h app[7]: shmget failed: No space left on device
                Nov 24 10:33:21 h app[7]: mq_open: No space left on device
                """);
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(log));
        assertEquals(List.of("log-look-alike", "log-look-alike"), run.findings());
    }

    private ReportRun report(String name) {
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(ReportRun.evidence(name, temp)));
        assertEquals(ExitCode.FOUND, run.exit, run.err);
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        return run;
    }
}
