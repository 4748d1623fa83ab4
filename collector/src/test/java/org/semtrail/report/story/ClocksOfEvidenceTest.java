package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks that were set while the evidence was written: told where the evidence shows it, and nowhere else. */
class ClocksOfEvidenceTest {
    /** Where a chunk's header has what (jdk.jfr, ChunkHeader.java). */
    private static final int START_NANOS = 32;

    private static final int START_TICKS = 48;
    private static final int TICKS_PER_SECOND = 56;
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @TempDir
    private Path temp;

    private JsonNode report(Path... inputs) {
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(inputs));
        assertTrue(ReportRun.flaws(run.document).isEmpty());
        return run.document;
    }

    private JsonNode log(String text) throws IOException {
        return report(Files.writeString(temp.resolve("app.log"), text));
    }

    private static String line(String time) {
        return "[Tue Nov 24 " + time
                + " 2026] [core:emerg] [pid 5] (28)No space left on device: AH00023: Couldn't create"
                + " the ssl-cache mutex\n";
    }

    @Test
    void aLogWhoseTimesGoBackForGoodIsDoubted() throws IOException {
        JsonNode report = log(line("10:00:00") + line("10:10:00") + line("09:40:00") + line("09:41:00"));
        JsonNode gap = report.path("unseen").path(0);
        assertTrue(gap.path("what").asText().endsWith("app.log"), gap.toString());
        assertTrue(gap.path("why").asText().startsWith("its times go back by 30 min at line 3"), gap.toString());
        assertEquals(
                Duration.ofMinutes(30).toMillis(),
                report.path("sources").path(0).path("uncertain_ms").asLong());
        assertEquals(
                Duration.ofMinutes(30).toMillis(),
                report.path("events").path(0).path("uncertain_ms").asLong());
    }

    @Test
    void linesThatAreALittleOutOfOrderAreNoStep() throws IOException {
        JsonNode report = log(line("10:00:00")
                + line("10:00:20")
                + line("10:00:10")
                + line("10:00:21")
                + line("10:00:12")
                + line("10:00:13")
                + line("10:00:30"));
        assertEquals(0, report.path("unseen").size(), report.path("unseen").toString());
        assertEquals(1_000, report.path("sources").path(0).path("uncertain_ms").asLong());
    }

    @Test
    void aRecordingWhoseClockAndTicksDisagreeFromChunkToChunkTellsThatItsClockWasSet() throws IOException {
        JsonNode report = report(twoChunks(Duration.ofMinutes(1).minus(AN_HOUR)));
        JsonNode gap = report.path("unseen").path(0);
        assertEquals("clock of JVM (pid 13)", gap.path("what").asText());
        assertTrue(gap.path("why").asText().startsWith("the clock was set back by about 1 h"), gap.toString());
        long uncertain = report.path("sources").path(0).path("uncertain_ms").asLong();
        assertTrue(Math.abs(uncertain - AN_HOUR.toMillis()) < 1_000, uncertain + " ms");
        assertEquals(
                uncertain, report.path("events").path(0).path("uncertain_ms").asLong());
    }

    @Test
    void aRecordingWhoseClockAndTicksAgreeIsNotDoubted() throws IOException {
        JsonNode report = report(twoChunks(Duration.ofMinutes(1)));
        assertFalse(
                report.path("unseen").toString().contains("clock"),
                report.path("unseen").toString());
        assertEquals(1, report.path("sources").path(0).path("uncertain_ms").asLong());
    }

    /** A chunk twice, the second time a minute later by its ticks, and by as much as given by its clock. */
    private Path twoChunks(Duration byClock) throws IOException {
        byte[] chunk =
                Files.readAllBytes(ReportRun.evidence("removed-by-a-jvm", temp).resolve("b.jfr"));
        ByteBuffer both = ByteBuffer.allocate(2 * chunk.length).put(chunk).put(chunk);
        long ticks = both.getLong(START_TICKS) + 60 * both.getLong(TICKS_PER_SECOND);
        both.putLong(chunk.length + START_NANOS, both.getLong(START_NANOS) + byClock.toNanos());
        both.putLong(chunk.length + START_TICKS, ticks);
        return Files.write(temp.resolve("two.jfr"), both.array());
    }

    @Test
    void evidenceOfTwoBootsIsSaidToBe() throws IOException {
        Path first = ReportRun.evidence("removed-by-a-jvm", temp).resolve("b.jfr");
        assertFalse(report(first).path("unseen").toString().contains("boots"));
        Path tree = Files.createDirectories(temp.resolve("sos/sos_commands"));
        Path boot = tree.resolveSibling("proc/sys/kernel/random/boot_id");
        Files.createDirectories(boot.getParent());
        Files.writeString(boot, "11111111-2222-3333-4444-555555555555\n");
        String unseen = report(first, temp.resolve("sos")).path("unseen").toString();
        assertTrue(
                unseen.contains("the evidence is of 2 boots or hosts (11111111-2222-3333-4444-555555555555, "), unseen);
    }

    @Test
    void tablesThatNameNoNamespaceAreDoubtedWhereJvmsAreOfSeveral() throws IOException {
        Path one = ReportRun.evidence("killed-holder", temp);
        assertFalse(report(one).path("unseen").toString().contains("namespace"));
        Path other = ReportRun.evidence("apr-leak", temp);
        String unseen = report(one, other).path("unseen").toString();
        assertTrue(unseen.contains("the JVMs are of 2 IPC namespaces"), unseen);
    }
}
