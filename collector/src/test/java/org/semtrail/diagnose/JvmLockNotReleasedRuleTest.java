package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.semtrail.diagnose.JvmRulesTest.jvm;
import static org.semtrail.diagnose.JvmRulesTest.only;
import static org.semtrail.diagnose.JvmRulesTest.set;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.CgroupHome;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.Creator;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;
import org.semtrail.diagnose.Finding.Severity;

/** Whose lock is told to be kept, and where nobody may be accused. */
class JvmLockNotReleasedRuleTest {
    private static final int PID = 4711;
    private static final long NS = IpcNamespace.INITIAL;
    private static final Instant THEN = Instant.EPOCH.minusSeconds(3600);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static HostProcess java(int... tids) {
        List<HostProcess.Task> tasks = new ArrayList<>();
        for (int tid : tids) {
            tasks.add(new HostProcess.Task(tid, NS, -1));
        }
        return new HostProcess(
                PID,
                1,
                THEN,
                true,
                false,
                false,
                "java",
                "/usr/bin/java",
                List.of("java"),
                new HostProcess.Owner(Set.of(0L), Set.of(0L), true),
                new CgroupHome(null, null, null),
                tasks,
                1,
                1,
                1);
    }

    private List<Finding> kept(SetFacts set, HostProcess living, MadeJvm jvm) {
        List<HostProcess> processes = living == null ? List.of() : List.of(living);
        HostFacts facts = MadeUp.host(HostConfig.UNKNOWN, processes, MadeUp.namespace(NS, Limits.DEFAULTS, set))
                .withRecordings(MadeJvm.recordings(living == null ? jvm : jvm.lives(living)));
        return new JvmLockNotReleasedRule().check(facts);
    }

    @Test
    void aJvmThatDiedWithALockIsTold() {
        Finding found = only(kept(
                set(5, THEN, 0, PID, 2), null, jvm(PID).makes(5).in("lock", 11).semop(5, "0:-1")));
        assertEquals(Severity.CRITICAL, found.severity());
        assertTrue(
                found.what()
                        .contains("took semaphore 0 of set 5 at com.acme.App.lock:11 and never gave it back; 2 wait"),
                found.what());
    }

    @Test
    void aLockThatWasTakenWithoutWaitingIsToldIfSomebodyWaits() {
        MadeJvm jvm = jvm(PID).makes(5).counted(5, 1, "1");
        assertTrue(
                only(kept(set(5, THEN, 0, PID, 1), null, jvm)).evidence().get(0).contains("not recorded by itself"));
        assertEquals(List.of(), kept(set(5, THEN, 0, PID, 0), null, jvm));
    }

    private static SetFacts operated(SetFacts set, long otime) {
        SysvSem s = set.sem();
        SysvSem at = new SysvSem(
                s.ipcNs(), s.semid(), s.key(), s.mode(), s.uid(), s.gid(), s.cuid(), s.cgid(), s.nsems(), otime,
                s.ctime(), s.sems());
        return new SetFacts(at, Verdict.UNKNOWN, List.of(), Creator.UNKNOWN, List.of(), List.of(), null);
    }

    @Test
    void aSetThatWasOnlyInitialisedWasNotTaken() {
        MadeJvm jvm = jvm(PID).makes(5).semctl(5, "SETVAL");
        assertEquals(List.of(), kept(operated(set(5, THEN, 0, PID, 1), 0), null, jvm));
    }

    @Test
    void anOperationSinceLeavesOpenWhoHasIt() {
        SetFacts later = operated(set(5, THEN, 0, PID, 1), THEN.plusSeconds(30).getEpochSecond());
        MadeJvm jvm = jvm(PID).makes(5).by("worker-3", 4720).semop(5, "0:-1 UNDO");
        assertEquals(List.of(), kept(later, java(PID, 4719), jvm), "another thread may have it by right");
        String dead = only(kept(later, null, jvm)).what();
        assertTrue(dead.contains("may have taken semaphore 0 of set 5 and not given it back"), dead);
    }

    @Test
    void aLockWhoseValueWasSetSinceIsNotKept() {
        MadeJvm jvm = jvm(PID).makes(5).semop(5, "0:-1");
        SetFacts reset = operated(set(5, THEN.plusSeconds(60), 0, PID, 1), THEN.getEpochSecond());
        assertEquals(List.of(), kept(reset, null, jvm));
    }

    @Test
    void aNumberThatAnotherProcessHasByNowAccusesNobody() {
        HostFacts facts = MadeUp.host(
                        HostConfig.UNKNOWN,
                        List.of(java(PID)),
                        MadeUp.namespace(NS, Limits.DEFAULTS, set(5, THEN, 0, PID, 1)))
                .withRecordings(MadeJvm.recordings(jvm(PID).makes(5).semop(5, "0:-1")));
        assertEquals(List.of(), new JvmLockNotReleasedRule().check(facts));
    }

    @Test
    void aRecordingOfSomebodyElseAccusesNobody() {
        MadeJvm forged = jvm(PID).ownedBy(12345).makes(5).semop(5, "0:-1");
        assertEquals(List.of(), kept(set(5, THEN, 0, PID, 1), null, forged));
    }

    @Test
    void anAbandonedLockIsToldOnce() {
        HostFacts facts = MadeUp.host(
                HostConfig.UNKNOWN, List.of(), MadeUp.namespace(NS, Limits.DEFAULTS, set(5, THEN, 0, PID, 1)));
        assertEquals(1, new AbandonedLockRule().check(facts).size());
        HostFacts recorded =
                facts.withRecordings(MadeJvm.recordings(jvm(PID).makes(5).semop(5, "0:-1")));
        assertEquals(0, new AbandonedLockRule().check(recorded).size());
    }

    @Test
    void aThreadThatEndedWithALockIsToldAlsoWithUndo() {
        MadeJvm jvm = jvm(PID).makes(5).by("worker-3", 4720).semop(5, "0:-1 UNDO");
        Finding found = only(kept(set(5, THEN, 0, PID, 0), java(PID, 4719), jvm));
        assertTrue(found.what().startsWith("thread \"worker-3\" of java (pid 4711), which has ended,"), found.what());
    }

    @Test
    void aThreadThatLivesOrIsVirtualMayStillGiveItBack() {
        MadeJvm jvm = jvm(PID).makes(5).by("worker-3", 4720).semop(5, "0:-1");
        assertEquals(List.of(), kept(set(5, THEN, 0, PID, 0), java(PID, 4720), jvm));
        MadeJvm virtual = jvm(PID).makes(5).by("", 4720).virtually().semop(5, "0:-1");
        assertEquals(List.of(), kept(set(5, THEN, 0, PID, 0), java(PID, 4719), virtual));
    }

    @Test
    void aLockThatWasGivenBackOrTakenByAnotherSinceIsNotKept() {
        MadeJvm jvm = jvm(PID).makes(5).semop(5, "0:-1");
        assertEquals(List.of(), kept(set(5, THEN, 1, PID, 0), null, jvm), "value 1");
        assertEquals(List.of(), kept(set(5, THEN, 0, PID + 1, 0), null, jvm), "another took it last");
        assertEquals(
                List.of(), kept(set(5, THEN, 0, PID, 0), null, jvm.later(MINUTE).semop(5, "0:+1")));
        assertEquals(
                List.of(), kept(set(5, THEN, 0, PID, 0), null, jvm(PID).makes(5).semop(5, "0:-1 UNDO")), "with undo");
    }
}
