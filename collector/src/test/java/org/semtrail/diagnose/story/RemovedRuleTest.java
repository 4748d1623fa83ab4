package org.semtrail.diagnose.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.story.Asked;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.MadeStory;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.correlate.story.Told;

class RemovedRuleTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final int SET = 5;

    private static MadeJvm user(int pid) {
        return new MadeJvm(pid, 7, AT)
                .semget(SET, 0x4711, 1, 0)
                .semop(SET, "0:-1")
                .later(Duration.ofMinutes(1));
    }

    private static List<StoryFinding> of(MadeJvm... jvms) {
        return new RemovedRule().check(MadeStory.of(Asked.ALL, jvms));
    }

    @Test
    void theRemoverIsTheCauseAndItsOwnLossIsNone() {
        MadeJvm old =
                user(1).in("cleanUp", 9).semctl(SET, "IPC_RMID").in("sell", 3).semopFails(SET, Errno.EIDRM);
        MadeJvm fresh = user(2).semopFails(SET, Errno.EIDRM).later(Duration.ofSeconds(1));
        List<StoryFinding> findings = of(old, fresh.semopFails(SET, Errno.EINVAL));
        assertEquals(1, findings.size(), findings.toString());
        assertTrue(findings.get(0).what().startsWith("JVM (pid 2) lost semaphore set 5"));
        assertEquals(
                "JVM (pid 1) removed it, at com.acme.App.cleanUp:9",
                findings.get(0).cause());
    }

    @Test
    void whatTheVictimRemovesLaterUnderTheSameIdIsNotTheCause() {
        MadeJvm old = user(1).in("cleanUp", 9).semctl(SET, "IPC_RMID");
        MadeJvm fresh = user(2).semopFails(SET, Errno.EIDRM)
                .later(Duration.ofMinutes(5))
                .semctl(SET, "IPC_RMID")
                .semopFails(SET, Errno.EINVAL);
        assertEquals(
                "JVM (pid 1) removed it, at com.acme.App.cleanUp:9",
                of(fresh, old).get(0).cause());
    }

    @Test
    void aJvmThatRemovesItsOwnSetTooEarlyIsTheCauseItself() {
        List<StoryFinding> findings =
                of(user(1).in("cleanUp", 9).semctl(SET, "IPC_RMID").semopFails(SET, Errno.EIDRM));
        assertEquals(
                "JVM (pid 1) removed the set itself, at com.acme.App.cleanUp:9",
                findings.get(0).cause());
    }

    @Test
    void theRemoverIsKnownAlsoWhereItRemovedBeforeTheTimeThatIsAskedFor() {
        MadeJvm old = user(1).in("cleanUp", 9).semctl(SET, "IPC_RMID");
        MadeJvm fresh = user(2).later(Duration.ofHours(1)).semopFails(SET, Errno.EINVAL);
        Asked later = MadeStory.between(AT.plusSeconds(1800), AT.plusSeconds(7200));
        StoryFinding finding =
                new RemovedRule().check(MadeStory.of(later, old, fresh)).get(0);
        assertTrue(finding.what().contains(": 1 call failed since 2026-11-24T11:01:00Z"), finding.what());
        assertEquals("JVM (pid 1) removed it, at com.acme.App.cleanUp:9", finding.cause());
        assertTrue(new RemovedRule()
                .check(MadeStory.of(MadeStory.between(AT, AT.plusSeconds(1800)), old, fresh))
                .isEmpty());
    }

    @Test
    void oneThatUsedTheSetAndEndedInThatMomentMayHaveRemovedIt() {
        MadeJvm old = user(1).semopFails(SET, Errno.EIDRM);
        MadeJvm fresh =
                user(2).semopFails(SET, Errno.EIDRM).later(Duration.ofHours(1)).semop(6, "0:+1");
        List<StoryFinding> findings = of(old, fresh);
        assertEquals(1, findings.size(), findings.toString());
        assertTrue(findings.get(0).what().startsWith("JVM (pid 2) lost"), findings.toString());
        assertTrue(findings.get(0).cause().startsWith("JVM (pid 1), which used the set too, ended in that moment"));
        assertEquals(StoryFinding.Confidence.POSSIBLE, findings.get(0).confidence());
    }

    @Test
    void whereBothLiveOnNobodyIsSuspected() {
        MadeJvm one =
                user(1).semopFails(SET, Errno.EIDRM).later(Duration.ofHours(1)).semop(6, "0:+1");
        MadeJvm other =
                user(2).semopFails(SET, Errno.EIDRM).later(Duration.ofHours(1)).semop(6, "0:+1");
        of(one, other).forEach(f -> assertEquals(StoryFinding.Confidence.UNKNOWN, f.confidence()));
    }

    private static final String SLICE = "Removed slice user-1500.slice - User Slice of UID ";

    /** Of a program whose log tells that its segment was gone, ten seconds after that time. */
    private static StoryFinding afterLine(String mechanism, String line, Duration later) {
        Told told = new Told();
        mark(told, mechanism, line, AT.plus(later));
        mark(told, "set-removed", "could not open shared memory segment", AT.plusSeconds(10));
        return new ObjectGoneRule().check(MadeStory.of(Asked.ALL, told)).get(0);
    }

    private static void mark(Told told, String mechanism, String line, Instant at) {
        told.marks.add(new Mark(mechanism, at.toEpochMilli(), at.toEpochMilli(), 1, null, "PostgreSQL", line, "s1"));
    }

    @Test
    void theEndOfAUsersLastSessionJustBeforeIsLikelyTheCause() {
        StoryFinding finding = afterLine("session-end", SLICE + 1500, Duration.ZERO);
        assertEquals(StoryFinding.Confidence.LIKELY, finding.confidence());
        assertTrue(finding.cause().startsWith("systemd-logind removed what"), finding.cause());
    }

    @Test
    void aLastSessionThatEndedAMinuteBeforeIsOnlyPossiblyTheCause() {
        StoryFinding finding = afterLine("session-end", SLICE + 1500, Duration.ofSeconds(-60));
        assertEquals(StoryFinding.Confidence.POSSIBLE, finding.confidence());
        assertTrue(finding.cause().startsWith("systemd-logind may have removed"), finding.cause());
    }

    @Test
    void theLossOfAServerIsToldBesideThatOfAJvm() {
        Told told = new Told();
        mark(told, "set-removed", "AH00144: couldn't grab the accept mutex", AT.plusSeconds(60));
        Story both = MadeStory.of(Asked.ALL, told, user(2).semopFails(SET, Errno.EIDRM));
        assertEquals(1, new RemovedRule().check(both).size());
        assertEquals(
                "PostgreSQL lost an IPC object that it was using.",
                new ObjectGoneRule().check(both).get(0).what());
    }

    @Test
    void whatEndedAfterTheLossIsNotItsCause() {
        assertNull(
                afterLine("session-end", SLICE + 1500, Duration.ofSeconds(30)).cause());
        assertNull(afterLine("ipcrm", "COMMAND=/usr/bin/ipcrm -s 5", Duration.ofSeconds(30))
                .cause());
    }

    @Test
    void logindSparesSystemUsers() {
        assertNull(afterLine("session-end", SLICE + 0, Duration.ZERO).cause());
    }

    @Test
    void aSessionThatNeedNotHaveBeenTheLastOneIsPossiblyTheCause() {
        StoryFinding finding = afterLine("session-end", "Removed session 77.", Duration.ZERO);
        assertEquals(StoryFinding.Confidence.POSSIBLE, finding.confidence());
        assertTrue(finding.cause().contains("may have removed"), finding.cause());
    }

    @Test
    void theLastSessionOfWhoDoesNotOwnTheSetIsNotTheCause() {
        assertTrue(ofSetOf(1500).cause().contains("UID 1500"));
        assertNull(ofSetOf(1600).cause());
    }

    private static StoryFinding ofSetOf(long owner) {
        Told told = new Told();
        mark(told, "session-end", SLICE + 1500, AT.plusSeconds(55));
        Life.Row row = new Life.Row(owner, "somebody", 1, 0600, 0x4711, null);
        told.tables = List.of(new Life(
                "sem 5", SET, null, row, null, null, null, null, null, null, null, "unknown", List.of(), null));
        return new RemovedRule()
                .check(MadeStory.of(Asked.ALL, told, user(2).semopFails(SET, Errno.EIDRM)))
                .get(0);
    }
}
