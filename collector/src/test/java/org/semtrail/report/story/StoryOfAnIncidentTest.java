package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.app.ExitCode;
import org.semtrail.report.Json;

/** An Apache that was killed again and again, and a leaking JVM beside it, until the table was full; all of it real. */
class StoryOfAnIncidentTest {
    @TempDir
    private static Path temp;

    private static ReportRun run;

    @BeforeAll
    static void report() {
        Path evidence = ReportRun.evidence("apache-and-jvm", temp);
        run = ReportRun.of(temp.resolve("report.json"), List.of(evidence));
    }

    @Test
    void fitsThePublishedSchema() {
        assertEquals(Set.of(), ReportRun.flaws(run.document));
    }

    @Test
    void aDocumentThatIsNoneDoesNotFitIt() throws IOException {
        ObjectNode other =
                (ObjectNode) Json.parse(Json.compact((ObjectNode) run.document).getBytes("UTF-8"));
        other.put("severity", "x").remove("verdict");
        assertFalse(ReportRun.flaws(other).isEmpty());
    }

    @Test
    void whatBrokeComesFirstWithItsCause() {
        assertEquals(ExitCode.FOUND, run.exit, run.err);
        JsonNode verdict = run.document.path("verdict");
        assertEquals("critical", verdict.path("severity").asText());
        assertTrue(verdict.path("headline")
                .asText()
                .matches("Apache httpd and JVM \\(pid 9\\) got no semaphore set: .*40 of 40.*"));
        assertTrue(verdict.path("root_cause").asText().contains("shop.Semaphore.create:109"));
        assertTrue(verdict.path("root_cause").asText().contains("www-data left 12 sets"));
        assertTrue(verdict.path("again").asText().startsWith("Yes: JVM (pid 9) makes "));
    }

    @Test
    void itIsToldOnceAndNothingElseIs() {
        assertEquals(List.of("sem-sets-exhausted", "jvm-leaks-sets"), run.findings());
    }

    @Test
    void allEvidenceLeadsToEventsThatAreThere() {
        Set<String> ids = new HashSet<>();
        run.document.path("events").forEach(e -> ids.add(e.path("id").asText()));
        int linked = 0;
        for (JsonNode finding : run.document.path("findings")) {
            for (JsonNode evidence : finding.path("evidence")) {
                for (JsonNode id : evidence.path("events")) {
                    assertTrue(ids.contains(id.asText()), id.asText());
                    linked++;
                }
            }
        }
        assertTrue(linked > 10, linked + " links");
    }

    @Test
    void theTicketSaysTheSameInMarkdown() {
        ReportRun ticket = ReportRun.of(temp.resolve("ticket.md"), List.of(temp.resolve("apache-and-jvm")));
        assertEquals(ExitCode.FOUND, ticket.exit);
        assertTrue(ticket.text.startsWith("# Apache httpd and JVM (pid 9) got no semaphore set"), ticket.text);
        assertTrue(ticket.text.contains("  semtrail prune --apply"));
    }

    @Test
    void onlyWhatIsAskedForIsTold() {
        ReportRun part = ReportRun.of(
                temp.resolve("part.json"),
                List.of(temp.resolve("apache-and-jvm")),
                "--from",
                "2026-11-24T10:28:40Z",
                "--to",
                "2026-11-24T10:28:41Z");
        assertEquals(Set.of(), ReportRun.flaws(part.document));
        assertEquals(
                "2026-11-24T10:28:40Z",
                part.document.path("range").path("asked_from").asText());
        part.document.path("events").forEach(e -> {
            assertTrue(e.path("t").asLong() >= 1_795_516_120_000L, e.toString());
            assertTrue(e.path("t").asLong() <= 1_795_516_121_000L, e.toString());
        });
        assertFalse(part.document.path("events").isEmpty());
    }
}
