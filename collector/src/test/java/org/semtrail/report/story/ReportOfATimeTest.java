package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.app.ExitCode;

/** --from and --to: all of the report is of that time; what explains it is told, too. */
class ReportOfATimeTest {
    @TempDir
    private Path temp;

    private ReportRun between(String from, String to) {
        ReportRun run = ReportRun.of(
                temp.resolve("part.json"),
                List.of(ReportRun.evidence("apache-and-jvm", temp)),
                "--from",
                from,
                "--to",
                to);
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        return run;
    }

    @Test
    void beforeAnythingFailedNothingWasWrongButTheLeak() {
        ReportRun run = between("2026-11-24T10:28:35Z", "2026-11-24T10:28:38.500Z");
        assertEquals(List.of("jvm-leaks-sets"), run.findings());
        JsonNode verdict = run.document.path("verdict");
        assertEquals("warning", verdict.path("severity").asText());
        assertTrue(
                verdict.path("headline").asText().startsWith("JVM (pid 9) made 6 semaphore sets"), verdict.toString());
        assertEquals(6, run.document.path("jvms").path(0).path("created").asInt());
        assertEquals(0, run.document.path("jvms").path(0).path("failed").asInt());
        assertEquals(6, run.document.path("jvms").path(0).path("leaked").asInt());
    }

    @Test
    void noSetIsToldThatWasMadeAfterItAndNoneThatWasGoneBefore() {
        ReportRun run = between("2026-11-24T10:28:35Z", "2026-11-24T10:28:38.500Z");
        long to = Instant.parse("2026-11-24T10:28:38.500Z").toEpochMilli();
        assertTrue(run.document.path("sets").size() > 10);
        for (JsonNode set : run.document.path("sets")) {
            assertTrue(set.path("born").asLong() <= to, set.toString());
        }
        assertTrue(run.document.path("unseen").toString().contains("are left out: "), "it is said that some are not");
        assertFalse(run.document.path("series").toString().contains("sets in the table"));
    }

    @Test
    void whoTookTheSetsBeforeItIsTheCauseOfAFailureInIt() {
        ReportRun run = between("2026-11-24T10:28:40.900Z", "2026-11-24T10:28:43Z");
        assertEquals(List.of("sem-sets-exhausted"), run.findings());
        JsonNode verdict = run.document.path("verdict");
        assertTrue(
                verdict.path("headline").asText().startsWith("JVM (pid 9) got no semaphore set"),
                "Apache failed before: " + verdict);
        assertTrue(
                verdict.path("root_cause")
                        .asText()
                        .startsWith(
                                "JVM (pid 9) leaks: 12 sets made at shop.Semaphore.create:109 and never removed, 12 of"
                                        + " them before the time that is asked for"),
                verdict.toString());
    }

    @Test
    void whatEndedBeforeItExplainsAndIsNoEventOfIt() {
        ReportRun run = between("2026-11-24T10:28:40.900Z", "2026-11-24T10:28:43Z");
        String evidence = run.document.path("findings").path(0).path("evidence").toString();
        assertTrue(evidence.contains("Unclean shutdown of previous Apache run"), evidence);
        assertFalse(run.document.path("events").toString().contains("Unclean shutdown"));
    }

    @Test
    void ofATimeOfWhichNothingIsToldNothingIs() {
        ReportRun run = between("2026-11-23T00:00:00Z", "2026-11-23T23:00:00Z");
        assertEquals(ExitCode.OK, run.exit, run.err);
        assertEquals(List.of(), run.findings());
        assertEquals(0, run.document.path("events").size());
        assertEquals(0, run.document.path("sets").size());
        assertEquals(0, run.document.path("processes").size());
        assertTrue(run.document.path("range").path("from").isNull());
    }

    @Test
    void theTicketIsOfThatTimeToo() {
        ReportRun run = ReportRun.of(
                temp.resolve("part.md"),
                List.of(ReportRun.evidence("apache-and-jvm", temp)),
                "--from",
                "2026-11-24T10:28:35Z",
                "--to",
                "2026-11-24T10:28:38.500Z");
        assertTrue(
                run.text.startsWith("# JVM \\(pid 9\\) made 6 semaphore sets")
                        || run.text.startsWith("# JVM (pid 9) made 6"),
                run.text);
        assertFalse(run.text.contains("ENOSPC"), run.text);
    }
}
