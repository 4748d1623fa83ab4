package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a report concludes where the host's tables were judged while it ran, by {@code list --json} and {@code doctor --json}:
 * five starts in the shape of Apache's, dead, and a program that lives, in a table of twelve sets that is full.
 */
class JudgedTablesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path temp;

    @Test
    void setsThatWereJudgedDeadAreTheCauseAndItIsCertain() {
        ReportRun run = report(set -> {});
        JsonNode verdict = run.document.get("verdict");
        assertEquals(
                "Programs like Apache httpd (APR) of uid 33 left 10 dead sets, from 5 starts or so",
                verdict.get("root_cause").asText());
        assertEquals("certain", verdict.get("confidence").asText());
        JsonNode dead = run.document.get("sets").get(2);
        assertEquals("orphan", dead.get("verdict").asText());
        assertTrue(dead.get("evidence").toString().contains("its initialiser, pid 8, is dead"), dead.toString());
    }

    @Test
    void setsThatAreInUseWereNotLeftHoweverManyStartsTheyAreOf() {
        ReportRun run = report(set -> set.put("verdict", "in-use"));
        JsonNode verdict = run.document.get("verdict");
        assertEquals(
                "Honest demand: 12 of 12 sets are in use by programs that run, so the limit is too low for this host",
                verdict.get("root_cause").asText());
        assertTrue(!verdict.get("what_to_do").toString().contains("prune"), verdict.toPrettyString());
        assertTrue(verdict.get("what_to_do").toString().contains("limits recommend"), verdict.toPrettyString());
    }

    @Test
    void setsThatArePresumedDeadAreLikelyTheCauseAndMixedVerdictsCountTheDeadAlone() {
        ReportRun run = report(set -> set.put("verdict", set.get("semid").asInt() < 6 ? "in-use" : "presumed-orphan"));
        JsonNode verdict = run.document.get("verdict");
        assertTrue(verdict.get("root_cause").asText().contains("left 6 dead sets"), verdict.toString());
        assertEquals("likely", verdict.get("confidence").asText());
        assertTrue(verdict.get("why_sure").toString().contains("4 in use, 6 dead or presumed so"), verdict.toString());
    }

    @Test
    void startsThatCameOneSecondAfterTheOtherAreCountedWhereTheirSetsAreDead() {
        ReportRun each = report(set -> set.put("ctime", second(set.get("semid").asInt() / 2)));
        assertTrue(cause(each).endsWith("left 10 dead sets, from 5 starts or so"), cause(each));
    }

    @Test
    void aStartThatRanOverASecondsEdgeCountsOnce() {
        ReportRun edge = report(set -> set.put(
                "ctime",
                second(
                        set.get("semid").asInt() == 11
                                ? 7
                                : 3 * (set.get("semid").asInt() / 4))));
        assertTrue(cause(edge).endsWith("left 10 dead sets, from 3 starts or so"), cause(edge));
    }

    private static String second(int number) {
        return "2026-11-24T10:00:0" + number + "Z";
    }

    private static String cause(ReportRun run) {
        return run.document.get("verdict").get("root_cause").asText();
    }

    @Test
    void aVerdictThatNobodyKnowsIsNone() {
        ReportRun run = report(set -> set.put("verdict", "orphan\u001b[2J"));
        run.document
                .get("sets")
                .forEach(set -> assertEquals("unknown", set.get("verdict").asText()));
        assertEquals("possible", run.document.get("verdict").get("confidence").asText(), "five times, and no more");
    }

    @Test
    void sinceWhenIsToldByTheTimesOfTheSetsThatAreStillThere() {
        JsonNode series = report(set -> {}).document.get("series");
        JsonNode points = series.get(series.size() - 1).get("points");
        assertEquals(2, points.get(0).get(1).asInt());
        assertEquals(12, points.get(points.size() - 1).get(1).asInt());
        assertEquals(12, series.get(series.size() - 1).get("limit").asInt());
    }

    private ReportRun report(Consumer<ObjectNode> change) {
        try {
            Path evidence = ReportRun.evidence("apache-judged", temp);
            JsonNode list = MAPPER.readTree(evidence.resolve("list.json").toFile());
            list.get("sets").forEach(set -> change.accept((ObjectNode) set));
            Files.writeString(evidence.resolve("list.json"), list.toPrettyString());
            ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(evidence));
            assertEquals(Set.of(), ReportRun.flaws(run.document));
            assertEquals(List.of("sem-sets-exhausted"), run.findings());
            return run;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
