package org.semtrail.diagnose.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.story.Asked;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.MadeStory;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Told;

/** One id is of another set in each boot and IPC namespace: nobody is accused of what happened in another one. */
class IdentityTest {
    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");
    private static final long HOST = 7;
    private static final long CONTAINER = 8;
    private static final int[] FIFTY = IntStream.range(0, 50).toArray();

    private static MadeJvm leaking(long ipcNs) {
        MadeJvm jvm = new MadeJvm(10, ipcNs, TEN.minus(Duration.ofHours(20)));
        IntStream.of(FIFTY).forEach(id -> jvm.makes(id).later(Duration.ofSeconds(1)));
        return jvm;
    }

    private static Told table(Long ipcNs) {
        return MadeStory.table(TEN, ipcNs, "in-use", FIFTY);
    }

    private static StoryFinding finding(Story story, String id) {
        return List.<StoryRule>of(new NoRoomRule(), new LeakRule(), new RemovedRule()).stream()
                .flatMap(rule -> rule.check(story).stream())
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static void assertNobodyIsAccusedOfTheTable(Story story) {
        StoryFinding full = finding(story, "near-exhaustion") == null
                ? finding(story, "sem-sets-exhausted")
                : finding(story, "near-exhaustion");
        assertFalse(("" + full.cause()).contains("leaks"), full.toString());
        StoryFinding leak = finding(story, "jvm-leaks-sets");
        assertFalse(leak.evidence().toString().contains("are in the table"), leak.toString());
        assertEquals(100, story.sets().size(), "they are others");
        assertTrue(story.sets().stream().noneMatch(IdentityTest::missing));
    }

    private static boolean missing(Life life) {
        return life.evidence().toString().contains("somebody without a recording removed it");
    }

    @Test
    void aRemovalBeforeTheRebootIsNotWhatTookASetAway() {
        MadeJvm before = new MadeJvm(10, HOST, TEN.minus(Duration.ofDays(1)))
                .ofBoot("yesterday")
                .semctl(5, "IPC_RMID");
        MadeJvm now = new MadeJvm(20, HOST, TEN)
                .semop(5, "0:+1")
                .later(Duration.ofSeconds(9))
                .semopFails(5, Errno.EIDRM);
        StoryFinding lost = finding(MadeStory.of(Asked.ALL, before, now), "jvm-set-removed");
        assertEquals(StoryFinding.Confidence.UNKNOWN, lost.confidence(), lost.toString());
        MadeJvm same = new MadeJvm(10, HOST, TEN).semctl(5, "IPC_RMID");
        lost = finding(MadeStory.of(Asked.ALL, same, now), "jvm-set-removed");
        assertEquals(StoryFinding.Confidence.CERTAIN, lost.confidence(), lost.toString());
    }

    @Test
    void aMakingBeforeTheRebootIsNotOfTheSetThatWasRemovedAfterIt() {
        MadeJvm before = new MadeJvm(10, HOST, TEN.minus(Duration.ofDays(1)))
                .ofBoot("yesterday")
                .makes(5);
        MadeJvm now = new MadeJvm(20, HOST, TEN).semctl(5, "IPC_RMID");
        Story story = MadeStory.of(Asked.ALL, before, now);
        assertEquals(1, story.sets().size());
        assertNull(story.sets().get(0).goneAt());
    }

    @Test
    void aLeakBeforeTheRebootIsNotWhatFillsTheTableAfterIt() {
        Told told = table(HOST);
        told.bootId = "this";
        assertNobodyIsAccusedOfTheTable(
                MadeStory.of(Asked.ALL, told, leaking(HOST).ofBoot("yesterday")));
    }

    @Test
    void aTableOfAnUnknownBootIsTiedToNoJvmWhereThoseAreOfSeveralAndThatIsTold() {
        Story story = MadeStory.of(
                Asked.ALL, table(null), leaking(HOST).ofBoot("yesterday"), new MadeJvm(20, HOST, TEN).semop(7, "0:+1"));
        assertEquals(100, story.sets().size());
        assertFalse(finding(story, "jvm-leaks-sets").evidence().toString().contains("are in the table"));
        assertTrue(story.unseen().toString().contains("none of its sets is taken for one that a JVM made"));
    }

    @Test
    void aLeakInAContainerIsNotWhatFillsTheTableOfTheHost() {
        assertNobodyIsAccusedOfTheTable(MadeStory.of(Asked.ALL, table(HOST), leaking(CONTAINER)));
    }

    @Test
    void aTableOfAnUnknownNamespaceIsTiedToNoJvmWhereThoseAreOfSeveralAndThatIsTold() {
        Story story =
                MadeStory.of(Asked.ALL, table(null), leaking(CONTAINER), new MadeJvm(20, HOST, TEN).semop(7, "0:+1"));
        assertEquals(100, story.sets().size());
        StoryFinding full = finding(story, "sem-sets-exhausted");
        assertFalse(full.confidence() == StoryFinding.Confidence.CERTAIN, full.toString());
        assertTrue(story.unseen().toString().contains("none of their sets is taken for one that a JVM made"));
    }

    @Test
    void aLeakOfTheTablesOwnBootAndNamespaceFillsIt() {
        Story story = MadeStory.of(Asked.ALL, table(HOST), leaking(HOST));
        assertEquals(50, story.sets().size());
        StoryFinding full = finding(story, "sem-sets-exhausted");
        assertTrue(full.cause().contains("leaks"), full.toString());
        assertEquals(StoryFinding.Confidence.CERTAIN, full.confidence());
        assertTrue(finding(story, "jvm-leaks-sets").evidence().toString().contains("50 of them are in the table"));
    }

    @Test
    void onlyAWholeTableThatWasTakenLaterTellsThatSomebodyRemovedASet() {
        Instant made = TEN.minusSeconds(60);
        assertTrue(missing(left(MadeStory.table(TEN, HOST, "unknown", 9), made)));
        Told part = MadeStory.table(TEN, HOST, "unknown", 9);
        part.tablesWhole = false;
        assertFalse(missing(left(part, made)), "one row");
        assertFalse(missing(left(MadeStory.table(TEN, HOST, "unknown", 9), TEN.plusSeconds(60))), "made after it");
        assertFalse(missing(left(MadeStory.table(TEN, CONTAINER, "unknown", 9), made)), "another namespace");
        Told other = MadeStory.table(TEN, HOST, "unknown", 9);
        other.bootId = "tomorrow";
        assertFalse(missing(left(other, made)), "another boot");
    }

    private static Life left(Told told, Instant made) {
        Story story = MadeStory.of(Asked.ALL, told, new MadeJvm(1, HOST, made).makes(5));
        return story.sets().stream().filter(l -> l.semid() == 5).findFirst().orElseThrow();
    }
}
