package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.Creator;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;
import org.semtrail.diagnose.Finding.Severity;

/** Each rule about recordings of JVMs: what it must tell, and where it must be silent. */
class JvmRulesTest {
    private static final int PID = 4711;
    private static final long NS = IpcNamespace.INITIAL;
    private static final Instant THEN = Instant.EPOCH.minusSeconds(3600);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WAIT = Duration.ofMillis(400);
    private static final IpcLimits FULL = Limits.sem(250, 32_000, 32, 8, 8, 8);

    private IpcLimits limits = Limits.DEFAULTS;

    static MadeJvm jvm(int pid) {
        return new MadeJvm(pid, NS, THEN);
    }

    /** Made by a JVM that makes a private set at that time. */
    static SetFacts set(int semid, Instant ctime, int value, int sempid, int ncount) {
        SysvSem.Sems sems = new SysvSem.Sems(new int[] {value}, new int[] {sempid}, new int[] {ncount}, new int[] {0});
        SysvSem sem =
                new SysvSem(NS, semid, 0, 0600, 0, 0, 0, 0, 1, ctime.getEpochSecond(), ctime.getEpochSecond(), sems);
        return new SetFacts(sem, Verdict.UNKNOWN, List.of(), Creator.UNKNOWN, List.of(), List.of(), null);
    }

    private List<Finding> check(Rule rule, List<SetFacts> sets, MadeJvm... jvms) {
        HostFacts facts = MadeUp.host(
                        HostConfig.UNKNOWN, List.of(), MadeUp.namespace(NS, limits, sets.toArray(SetFacts[]::new)))
                .withRecordings(MadeJvm.recordings(jvms));
        return rule.check(facts);
    }

    static Finding only(List<Finding> findings) {
        assertEquals(1, findings.size(), findings.toString());
        return findings.get(0);
    }

    // ---------------------------------------------------------------- leaks

    private static MadeJvm leaky(int sets, Duration pause) {
        MadeJvm jvm = jvm(PID).in("session", 42);
        for (int i = 0; i < sets; i++) {
            jvm.makes(i).later(pause);
        }
        return jvm;
    }

    private static List<SetFacts> left(int sets, Duration pause) {
        List<SetFacts> left = new ArrayList<>();
        for (int i = 0; i < sets; i++) {
            left.add(set(i, THEN.plus(pause.multipliedBy(i)), 1, PID, 0));
        }
        return left;
    }

    @Test
    void aPlaceThatMakesSetsAgainAndAgainLeaks() {
        Finding found = only(check(new JvmLeakRule(), left(7, MINUTE), leaky(7, MINUTE)));
        assertTrue(
                found.what().contains("made 7 semaphore sets at com.acme.App.session:42, 1.0 a minute"), found.what());
        assertTrue(found.what().contains("removed none of them: 7 are there still"), found.what());
        assertTrue(found.remedy().contains("semtrail show 0"), found.remedy().toString());
    }

    @Test
    void aPlaceThatWentOnUntilThereWasNoRoomLeaksHoweverFast() {
        Duration fast = Duration.ofMillis(5);
        assertEquals(
                1,
                check(new JvmLeakRule(), left(7, fast), leaky(7, fast).isRefused(Errno.ENOSPC))
                        .size());
    }

    @Test
    void aPoolThatIsMadeInOneGoIsNoLeak() {
        Duration fast = Duration.ofMillis(5);
        assertEquals(List.of(), check(new JvmLeakRule(), left(64, fast), leaky(64, fast)));
    }

    @Test
    void aPoolThatWasFilledAsNeededAndStoppedIsNoLeak() {
        MadeJvm stopped = leaky(7, MINUTE).later(MINUTE.multipliedBy(90)).counted(3, 9, "9");
        assertEquals(List.of(), check(new JvmLeakRule(), left(7, MINUTE), stopped));
    }

    @Test
    void whatIsNotInTheTableWasRemovedBySomebody() {
        assertEquals(List.of(), check(new JvmLeakRule(), left(5, MINUTE), leaky(50, MINUTE)));
    }

    @Test
    void linesOfTheJdkDoNotPartAPlace() {
        MadeJvm jvm = jvm(PID).in("session", 42);
        for (int i = 0; i < 6; i++) {
            jvm.by("java.util.HashMap", "computeIfAbsent", 1220 + i % 2 * 4)
                    .makes(i)
                    .later(MINUTE);
        }
        assertEquals(1, check(new JvmLeakRule(), left(6, MINUTE), jvm).size());
    }

    @Test
    void ofARecordingThatWasNotReadToTheEndNoMoreIsSaidThanThat() {
        Finding found =
                only(check(new JvmLeakRule(), left(7, MINUTE), leaky(7, MINUTE).incomplete()));
        assertTrue(found.what().contains("in the part of its recording that was read"), found.what());
        MadeJvm elsewhere = leaky(7, MINUTE).incomplete().ofAnotherHost();
        assertEquals(List.of(), check(new JvmLeakRule(), List.of(), elsewhere));
    }

    @Test
    void ofANamespaceThatIsGoneNothingIsLeft() {
        assertEquals(List.of(), check(new JvmLeakRule(), List.of(), leakyIn(NS + 1)));
    }

    private static MadeJvm leakyIn(long ipcNs) {
        MadeJvm jvm = new MadeJvm(PID, ipcNs, THEN).in("session", 42);
        for (int i = 0; i < 7; i++) {
            jvm.makes(i).later(MINUTE);
        }
        return jvm;
    }

    @Test
    void whatIsRemovedIsNoLeakWhoeverRemovesIt() {
        MadeJvm cleaner = jvm(PID + 1).later(MINUTE.multipliedBy(20));
        for (int i = 0; i < 7; i++) {
            cleaner.semctl(i, "IPC_RMID");
        }
        assertEquals(List.of(), check(new JvmLeakRule(), left(7, MINUTE), leaky(7, MINUTE), cleaner));
        assertEquals(List.of(), check(new JvmLeakRule(), List.of(), leaky(7, MINUTE)), "none is in the table");
    }

    @Test
    void ofARecordingFromElsewhereTheTableIsNotKnown() {
        Finding found =
                only(check(new JvmLeakRule(), List.of(), leaky(7, MINUTE).ofAnotherHost()));
        assertTrue(found.what().endsWith("removed none of them."), found.what());
    }

    @Test
    void aTableThatOneLineOfJavaFilledIsEmptiedByThatProgramAndNotByAHigherLimit() {
        limits = FULL;
        Finding found = only(check(ExhaustionRule.SETS, left(12, MINUTE), leaky(12, MINUTE)));
        List<String> remedy = found.remedy();
        assertTrue(remedy.get(0).contains("let the program remove its sets"), remedy.toString());
        assertTrue(remedy.get(0).contains("com.acme.App.session:42"), remedy.toString());
        assertTrue(remedy.contains("semtrail show 0"), remedy.toString());
        assertTrue(
                remedy.stream().anyMatch(r -> r.startsWith("# only to win time: raise the limit")), remedy.toString());
    }

    // ---------------------------------------------------------------- no room

    @Test
    void aRefusedCreationNamesItsPlaceAndTheTable() {
        limits = FULL;
        Finding found = only(
                check(new JvmNoSpaceRule(), List.of(), jvm(PID).in("login", 5).isRefused(Errno.ENOSPC)));
        assertEquals(Severity.CRITICAL, found.severity());
        assertTrue(found.what().contains("com.acme.App.login:5"), found.what());
        assertTrue(found.what().endsWith("The table is full now."), found.what());
        limits = Limits.DEFAULTS;
        Finding past = only(check(new JvmNoSpaceRule(), List.of(), jvm(PID).isRefused(Errno.ENOSPC)));
        assertEquals(Severity.WARNING, past.severity());
        assertTrue(past.what().endsWith("There is room now."), past.what());
    }

    @Test
    void otherFailuresOfSemgetAreNoLackOfRoom() {
        assertEquals(
                List.of(),
                check(
                        new JvmNoSpaceRule(),
                        List.of(),
                        jvm(PID).isRefused(Errno.EEXIST).isRefused(Errno.EACCES)));
    }

    @Test
    void otherObjectsHaveOtherLimits() {
        MadeJvm jvm = jvm(PID).in("segment", 6).shmgetFails(Errno.ENOSPC);
        assertEquals(List.of(), check(new JvmNoSpaceRule(), List.of(), jvm));
        Finding found = only(check(new JvmOtherNoSpaceRule(), List.of(), jvm));
        assertTrue(found.what().contains("a shared-memory segment at com.acme.App.segment:6"), found.what());
        assertEquals(
                List.of(),
                check(
                        new JvmOtherNoSpaceRule(),
                        List.of(),
                        jvm(PID).isRefused(Errno.ENOSPC).shmgetFails(Errno.EINVAL)));
    }

    // ---------------------------------------------------------------- removed sets

    @Test
    void whoRemovedASetInUseIsToldWithItsLineOfJava() {
        MadeJvm victim =
                jvm(PID).in("cook", 8).makes(5).later(MINUTE.multipliedBy(2)).semopFails(5, Errno.EIDRM);
        MadeJvm cleaner = jvm(PID + 1).later(MINUTE).in("cleanUp", 99).semctl(5, "IPC_RMID");
        Finding found = only(check(new JvmRemovedRule(), List.of(), victim, cleaner));
        assertTrue(found.what().contains("at com.acme.App.cook:8 after it was removed"), found.what());
        assertTrue(
                found.what().contains("JVM of pid 4712 (gone) removed it, at com.acme.App.cleanUp:99"), found.what());
    }

    @Test
    void aProgramThatRemovesItsOwnSetIsToldSo() {
        MadeJvm jvm = jvm(PID).makes(5).later(MINUTE).in("close", 3).semctl(5, "IPC_RMID");
        Finding found =
                only(check(new JvmRemovedRule(), List.of(), jvm.later(MINUTE).semopFails(5, Errno.EINVAL)));
        assertTrue(found.what().contains("It removed it itself, at com.acme.App.close:3"), found.what());
    }

    @Test
    void withoutARecordedRemovalNobodyIsAccused() {
        Finding found = only(check(
                new JvmRemovedRule(), List.of(), jvm(PID).makes(5).later(MINUTE).semopFails(5, Errno.EINVAL)));
        assertTrue(found.what().endsWith("Who did that is not recorded."), found.what());
    }

    @Test
    void onlyARemovalSinceItsLastSuccessIsOfThisSet() {
        MadeJvm earlier = jvm(PID + 1).at(THEN.minusSeconds(600)).in("old", 1).semctl(5, "IPC_RMID");
        MadeJvm victim = jvm(PID).makes(5).later(MINUTE).semopFails(5, Errno.EIDRM);
        Finding found = only(check(new JvmRemovedRule(), List.of(), earlier, victim));
        assertTrue(found.what().endsWith("Who did that is not recorded."), found.what());
    }

    @Test
    void einvalBeforeASuccessWasOfAnotherCause() {
        MadeJvm jvm = jvm(PID).makes(5)
                .later(MINUTE)
                .semopFails(5, Errno.EINVAL)
                .later(MINUTE)
                .semop(5, "0:-1");
        assertEquals(List.of(), check(new JvmRemovedRule(), List.of(), jvm));
    }

    @Test
    void aSetThatWasMadeAnewIsAnother() {
        MadeJvm jvm = jvm(PID).makes(5)
                .later(MINUTE)
                .semopFails(5, Errno.EINVAL)
                .later(MINUTE)
                .makes(5);
        only(check(new JvmRemovedRule(), List.of(), jvm));
    }

    @Test
    void eachErrnoIsCounted() {
        MadeJvm jvm = jvm(PID).makes(5)
                .later(MINUTE)
                .semopFails(5, Errno.EIDRM)
                .later(MINUTE)
                .semopFails(5, Errno.EINVAL);
        Finding found = only(check(new JvmRemovedRule(), List.of(), jvm));
        String evidence = found.evidence().toString();
        assertTrue(evidence.contains("EIDRM") && evidence.contains("EINVAL"), evidence);
        assertTrue(!evidence.contains("2 times"), evidence);
    }

    @Test
    void einvalOnAnIdThatNeverWorkedOrOnASetThatIsThereIsNoRemoval() {
        assertEquals(List.of(), check(new JvmRemovedRule(), List.of(), jvm(PID).semopFails(5, Errno.EINVAL)));
        assertEquals(
                List.of(),
                check(
                        new JvmRemovedRule(),
                        List.of(set(5, THEN, 1, PID, 0)),
                        jvm(PID).makes(5).later(MINUTE).semopFails(5, Errno.EINVAL)));
    }

    // ---------------------------------------------------------------- contention

    /** Threads that take one lock in turns; each waits until the one before gives it back. */
    private static MadeJvm tellers(int threads, int rounds) {
        MadeJvm jvm = jvm(PID).makes(5);
        for (int i = 0; i < rounds; i++) {
            int teller = i % threads;
            jvm.by("teller-" + teller, 100 + teller)
                    .in("book", 30 + teller)
                    .takes(WAIT)
                    .semop(5, "0:-1 UNDO")
                    .later(WAIT.dividedBy(2));
        }
        return jvm;
    }

    private List<Finding> contention(MadeJvm... jvms) {
        return check(new JvmContentionRule(), List.of(set(5, THEN, 0, PID, 1)), jvms);
    }

    @Test
    void threadsThatWaitForEachOtherAreToldWithBothPlaces() {
        Finding found = only(contention(tellers(2, 10)));
        assertTrue(
                found.what().startsWith("2 threads of JVM of pid 4711 (gone) waited 10 times, 4.000 s"), found.what());
        assertTrue(
                found.evidence()
                        .get(0)
                        .contains("waited at com.acme.App.book:31 < com.acme.App.main:7; last recorded taker:"
                                + " com.acme.App.book:30"),
                found.evidence().toString());
        assertEquals(Severity.WARNING, found.severity());
    }

    @Test
    void oneThreadThatWaitsForWorkIsNoContention() {
        assertEquals(List.of(), contention(tellers(1, 10)));
    }

    @Test
    void shortWaitsAreNoContention() {
        assertEquals(List.of(), contention(tellers(2, 2)));
    }

    @Test
    void noRecordingsTellNothing() {
        for (Rule rule : List.of(
                new JvmLeakRule(),
                new JvmNoSpaceRule(),
                new JvmOtherNoSpaceRule(),
                new JvmRemovedRule(),
                new JvmLockNotReleasedRule(),
                new JvmContentionRule())) {
            assertEquals(List.of(), check(rule, List.of(set(5, THEN, 0, PID, 1))));
        }
    }

    @Test
    void everyFindingHasItsTopic() {
        for (String id : List.of(
                JvmLeakRule.ID,
                JvmNoSpaceRule.ID,
                JvmOtherNoSpaceRule.ID,
                JvmRemovedRule.ID,
                JvmLockNotReleasedRule.ID,
                JvmContentionRule.ID)) {
            assertTrue(Topics.find(id).isPresent(), id);
        }
    }
}
