package org.semtrail.diagnose.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.story.Asked;
import org.semtrail.correlate.story.MadeStory;

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
}
