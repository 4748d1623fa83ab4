package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.UserNames;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.story.Asked;
import org.semtrail.correlate.story.MadeStory;
import org.semtrail.correlate.story.Story;
import org.semtrail.diagnose.story.StoryFinding;
import org.semtrail.diagnose.story.StoryRules;

/** A host of thousands of short JVMs, each with some trouble: the report stays one that can be read. */
class ManyJvmsTest {
    private static final int JVMS = 3_000;
    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");
    private static final HostFacts NOTHING = new HostFacts(
            TEN,
            -1,
            List.of(),
            List.of(),
            false,
            UserNames.read(HostRoot.LIVE),
            List.of(),
            HostConfig.UNKNOWN,
            List.of(),
            List.of());

    /** It leaks some, keeps a lock, loses a set, and is refused. */
    private static MadeJvm troubled(int n) {
        MadeJvm jvm = new MadeJvm(n, 7, TEN.plusSeconds(n)).blind("", 3);
        for (int i = 0; i < 5 + n % 7; i++) {
            jvm.makes(n * 100 + i).later(Duration.ofSeconds(1));
        }
        jvm.semop(n * 100, "0:-1").semop(n * 100 + 1, "0:-1").semopFails(n * 100 + 1, Errno.EIDRM);
        return jvm.semopFails((n - 1) * 100, Errno.EAGAIN)
                .isRefused(Errno.ENOSPC)
                .shmgetFails(Errno.ENOSPC);
    }

    private static ObjectNode report() {
        Story story = MadeStory.of(
                Asked.ALL,
                IntStream.rangeClosed(1, JVMS).mapToObj(ManyJvmsTest::troubled).toArray(MadeJvm[]::new));
        List<StoryFinding> findings = StoryRules.check(story, NOTHING);
        StoryJson.About about =
                new StoryJson.About(TEN, null, null, null, null, null, null, "test", "17", "semtrail report", "root");
        return StoryJson.document(about, story, findings);
    }

    @Test
    void itsReportIsOneThatCanBeReadAndSaysWhatItLeavesOut() {
        ObjectNode document = assertTimeout(Duration.ofSeconds(60), ManyJvmsTest::report);
        assertEquals(Set.of(), ReportRun.flaws(document));
        assertTrue(
                document.get("findings").size() <= 120,
                "findings: " + document.get("findings").size());
        assertEquals(500, document.get("jvms").size());
        assertEquals(500, document.get("processes").size());
        assertTrue(
                document.get("unseen").size() < 100,
                "unseen: " + document.get("unseen").size());
        assertTrue(document.get("unseen").toString().contains("of 3000 JVMs those 500 are listed"));
        String more = document.get("findings").toString();
        for (String id : List.of("jvm-leaks-sets", "jvm-lock-not-released", "jvm-set-removed", "shm-limit")) {
            assertTrue(more.contains("more of the same kind (" + id + ")"), id);
        }
        assertTrue(
                document.toString().length() < 6_000_000,
                "" + document.toString().length());
    }

    @Test
    void thoseThatAreToldFirstAreTheLargest() {
        JsonNode first = StreamSupport.stream(report().get("findings").spliterator(), false)
                .filter(f -> f.get("id").asText().equals("jvm-leaks-sets"))
                .findFirst()
                .orElseThrow();
        assertTrue(first.get("what").asText().contains(" made 11 semaphore sets"), first.toString());
    }
}
