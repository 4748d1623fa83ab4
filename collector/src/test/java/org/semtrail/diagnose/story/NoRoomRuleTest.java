package org.semtrail.diagnose.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.story.Asked;
import org.semtrail.correlate.story.MadeStory;
import org.semtrail.correlate.story.Told;

class NoRoomRuleTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void whetherALeakGoesOnIsNotKnownWhereNoSetWasMadeInTheTimeThatIsAskedFor() {
        MadeJvm leaking = new MadeJvm(1, 7, AT);
        for (int set = 0; set < 40; set++) {
            leaking.makes(set).later(Duration.ofMinutes(1));
        }
        leaking.later(Duration.ofHours(1));
        MadeJvm victim = new MadeJvm(2, 7, AT.plusSeconds(5000)).isRefused(Errno.ENOSPC);
        StoryFinding finding = new NoRoomRule()
                .check(MadeStory.of(MadeStory.between(AT.plusSeconds(4900), AT.plusSeconds(6000)), leaking, victim))
                .get(0);
        assertTrue(finding.again().startsWith("Not known: JVM (pid 1) made no set in the time"), finding.toString());
    }

    @Test
    void aDeadJvmThatLeakedByNewKeysIsTheCauseButNotForCertain() {
        MadeJvm leaking = new MadeJvm(1, 7, AT);
        for (int set = 1; set <= 40; set++) {
            leaking.semget(set, 1000 + set, 1, MadeJvm.CREATE).later(Duration.ofSeconds(1));
        }
        MadeJvm victim = new MadeJvm(2, 7, AT.plusSeconds(5000)).isRefused(Errno.ENOSPC);
        Told told = MadeStory.table(
                AT.plusSeconds(5001),
                7L,
                "unknown",
                IntStream.rangeClosed(1, 40).toArray());
        StoryFinding finding = new NoRoomRule()
                .check(MadeStory.of(Asked.ALL, told, leaking, victim))
                .get(0);
        assertEquals("JVM (pid 1) leaks: 40 sets made at com.acme.App.open:23 and never removed", finding.cause());
        assertEquals(StoryFinding.Confidence.LIKELY, finding.confidence());
    }

    @Test
    void aTableThatHasRoomSaysNothingOfWhenTheOneOfAContainerIsFull() {
        MadeJvm leaking = new MadeJvm(1, 8, AT);
        for (int set = 0; set < 25; set++) {
            leaking.makes(set).later(Duration.ofSeconds(1));
        }
        leaking.isRefused(Errno.ENOSPC);
        Told told = MadeStory.table(AT.plusSeconds(60), 7L, "unknown", 100, 101, 102);
        told.limits.put("semmni", 32_000L);
        StoryFinding finding =
                new NoRoomRule().check(MadeStory.of(Asked.ALL, told, leaking)).get(0);
        assertEquals("Yes: JVM (pid 1) makes 60 sets a minute and removes none.", finding.again());
        assertTrue(finding.remedy().get(0).commands().contains("lsns -t ipc"), finding.toString());
    }

    @Test
    void aPoolOfOneJvmThatIsMostOfTheTableIsNamedAndNotCalledALeak() {
        MadeJvm pool = new MadeJvm(1, 7, AT);
        IntStream.range(0, 18).forEach(pool::makes);
        pool.later(Duration.ofMinutes(10));
        MadeJvm victim = new MadeJvm(2, 7, AT.plusSeconds(500)).isRefused(Errno.ENOSPC);
        Told told = MadeStory.table(
                AT.plusSeconds(501), 7L, "unknown", IntStream.range(0, 20).toArray());
        StoryFinding finding = new NoRoomRule()
                .check(MadeStory.of(Asked.ALL, told, pool, victim))
                .get(0);
        assertEquals("JVM (pid 1) made 18 of the 20 sets that are there, at com.acme.App.open:23", finding.cause());
        assertTrue(finding.settle().get(0).startsWith("whether JVM (pid 1) needs 18 sets"), finding.toString());
    }

    @Test
    void setsThatAreOnlyPresumedDeadGoOnlyWhenTheyAreAskedFor() {
        Told told = MadeStory.table(AT, 7L, "presumed-orphan", 1, 2, 3, 4);
        StoryFinding finding =
                new NoRoomRule().check(MadeStory.of(Asked.ALL, told)).get(0);
        assertEquals(
                "semtrail prune --include presumed-orphan --apply",
                finding.remedy().get(0).commands().get(1));
    }
}
