package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.semtrail.capture.jfr.MadeJvm.CREATE;
import static org.semtrail.capture.jfr.MadeJvm.EXCLUSIVE;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.UserNames;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.Creator.Confidence;
import org.semtrail.correlate.HostFacts.NamespaceFacts;

/** What recordings add to a set, and what they must not. */
class JvmJudgeTest {
    private static final int JVM = 5_002_000;
    private static final int SEMID = 98_304;
    private static final Instant MADE = Instant.ofEpochSecond(MadeHost.MADE);

    private final MadeHost host = new MadeHost();

    private MadeHost.MadeSet set() {
        return host.set(SEMID).of(0, 0).operatedBy(JVM, 10);
    }

    private static MadeJvm jvm() {
        return new MadeJvm(JVM, MadeHost.NS, MADE.plusMillis(300));
    }

    private HostProcess living() {
        return host.runs(JVM, 1, 0, -60).program("java").row();
    }

    private SetFacts judged(MadeJvm... jvms) {
        SetFacts before = host.facts(SEMID);
        List<HostProcess> processes =
                host.processes.stream().map(MadeProcess::row).toList();
        HostFacts facts = new HostFacts(
                        MadeHost.NOW,
                        MadeHost.NS,
                        List.of(new NamespaceFacts(
                                new IpcNamespace(MadeHost.NS, true, List.of(), host.pids, host.holders, null),
                                List.of(before),
                                new IpcLimits(List.of()))),
                        processes,
                        true,
                        UserNames.read(new HostRoot(Path.of("/nonexistent"))),
                        List.of())
                .withRecordings(MadeJvm.recordings(jvms));
        SetFacts after = facts.sets().findFirst().orElseThrow();
        assertTrue(after.verdict().compareTo(before.verdict()) <= 0, "no recording may bring a set nearer to removal");
        return after;
    }

    private static String frame(SetFacts set) {
        return set.creator().frame().map(Object::toString).orElse(null);
    }

    @Test
    void theCreatorAndItsLineOfJavaAreTold() {
        set();
        SetFacts told = judged(jvm().in("open", 23).makes(SEMID));
        assertEquals("com.acme.App.open:23", frame(told));
        assertEquals(JVM, told.creator().pid());
        assertEquals(false, told.creator().alive());
        assertEquals(Confidence.HIGH, told.creator().confidence());
        assertTrue(
                told.creator().source().startsWith("JVM recording"),
                told.creator().source());
    }

    @Test
    void theDeathOfTheCreatorIsEvidenceAndNoVerdict() {
        set();
        SetFacts told = judged(jvm().makes(SEMID));
        assertTrue(told.evidence().stream().anyMatch(e -> e.what().contains("made it and is dead")));
        assertEquals(host.verdict(SEMID), told.verdict());
    }

    @Test
    void aLivingJvmThatMadeOrUsedItKeepsIt() {
        set().operatedBy(MadeHost.DEAD, 10);
        HostProcess java = living();
        for (MadeJvm knowing : List.of(
                jvm().makes(SEMID),
                jvm().counted(SEMID, 5, "5"),
                jvm().semop(SEMID, "0:-1"),
                jvm().semget(SEMID, 7, 1, 0))) {
            SetFacts told = judged(knowing.lives(java));
            assertEquals(Verdict.IN_USE, told.verdict());
            assertTrue(told.users().contains(java));
        }
    }

    @Test
    void aLivingJvmWithoutAccessKeepsNothing() {
        set();
        HostProcess java = host.runs(JVM, 1, MadeHost.BOB, -60).program("java").row();
        assertEquals(
                host.verdict(SEMID),
                judged(jvm().lives(java).counted(SEMID, 5, "5")).verdict());
    }

    @Test
    void aJvmThatMayLiveUnseenMakesItUnknown() {
        host.set(SEMID);
        assertEquals(Verdict.ORPHAN, host.verdict(SEMID));
        assertEquals(Verdict.UNKNOWN, judged(jvm().fateUnknown().makes(SEMID)).verdict());
    }

    @Test
    void failedCallsProveNothing() {
        set().operatedBy(MadeHost.DEAD, 10);
        SetFacts told = judged(jvm().lives(living()).semopFails(SEMID, Errno.EINVAL));
        assertTrue(told.users().isEmpty());
    }

    @Test
    void aRecordingOfSomebodyElseMadeNothing() {
        set();
        assertNull(frame(judged(jvm().ownedBy(MadeHost.BOB).makes(SEMID))));
    }

    @Test
    void aRecordingOfAnotherHostOrNamespaceIsAboutOtherSets() {
        set();
        assertTrue(judged(jvm().ofAnotherHost().makes(SEMID)).history().isEmpty());
        assertTrue(judged(new MadeJvm(JVM, MadeHost.NS + 1, MADE).makes(SEMID))
                .history()
                .isEmpty());
    }

    @Test
    void anIdThatWasHandedOutAgainIsAnotherSet() {
        set();
        MadeJvm earlier = jvm().at(MADE.minusSeconds(500)).makes(SEMID).counted(SEMID, 9, "9");
        SetFacts removed = judged(earlier.later(Duration.ofSeconds(100)).semctl(SEMID, "IPC_RMID"));
        assertTrue(removed.history().isEmpty());

        MadeJvm later = new MadeJvm(JVM + 1, MadeHost.NS, MADE).in("again", 5).makes(SEMID);
        SetFacts told = judged(earlier, later);
        assertEquals("com.acme.App.again:5", frame(told));
        assertEquals(1, told.history().size());
    }

    @Test
    void aCreationThatAsksForAnotherShapeIsOfAnotherSet() {
        set();
        assertNull(frame(judged(jvm().semget(SEMID, 0, 17, CREATE))));
        assertNull(frame(judged(jvm().semget(SEMID, 99, 1, CREATE | EXCLUSIVE))));
    }

    @Test
    void aCtimeThatTheJvmItselfMovedIsExplained() {
        set();
        Duration minute = Duration.ofMinutes(1);
        SetFacts explained =
                judged(jvm().at(MADE.minus(minute)).makes(SEMID).later(minute).semctl(SEMID, "SETVAL"));
        assertEquals(Confidence.HIGH, explained.creator().confidence());
        SetFacts unexplained = judged(jvm().at(MADE.minus(minute)).makes(SEMID));
        assertEquals(Confidence.LOW, unexplained.creator().confidence());
        assertTrue(
                unexplained.creator().source().contains("another set"),
                unexplained.creator().source());
    }

    @Test
    void whatTheKernelKnowsForCertainIsKeptAndGetsItsLineOfJava() {
        HostProcess java = living();
        host.set(SEMID).of(0, 0).key(77).initialisedBy(JVM);
        SetFacts told = judged(jvm().lives(java).semget(SEMID, 77, 1, CREATE));
        assertEquals(Confidence.HIGH, told.creator().confidence());
        assertTrue(
                told.creator().source().startsWith("never operated: sempid"),
                told.creator().source());
        assertEquals("com.acme.App.open:23", frame(told));
    }

    @Test
    void aMakerThatIsNotCertainIsNoEvidenceOfItsDeath() {
        set();
        SetFacts told = judged(jvm().at(MADE.minusSeconds(60)).makes(SEMID));
        assertTrue(told.evidence().stream().noneMatch(e -> e.source().startsWith("recording")));
    }

    @Test
    void whoOpensAKeyedSetDidNotMakeIt() {
        set().key(77);
        assertNull(frame(judged(jvm().at(MADE.plusSeconds(60)).semget(SEMID, 77, 1, CREATE))));
        SetFacts inItsSecond = judged(jvm().semget(SEMID, 77, 1, CREATE));
        assertEquals(Confidence.MEDIUM, inItsSecond.creator().confidence());
    }

    @Test
    void nobodyElsesRecordingHidesOrReplacesTheMaker() {
        set();
        MadeJvm genuine = jvm().in("open", 23).makes(SEMID);
        MadeJvm later = new MadeJvm(JVM + 1, MadeHost.NS, MADE.plusMillis(600)).ownedBy(MadeHost.BOB);
        for (MadeJvm forged : List.of(
                later.in("forged", 1).makes(SEMID),
                new MadeJvm(JVM + 2, MadeHost.NS, MADE.plusMillis(600))
                        .contained()
                        .ownedBy(MadeHost.BOB)
                        .semctl(SEMID, "IPC_RMID"))) {
            assertEquals("com.acme.App.open:23", frame(judged(genuine, forged)));
        }
    }

    @Test
    void aSetThatIsThereWasNotRemovedSince() {
        set().operatedBy(MadeHost.DEAD, 10);
        HostProcess java = living();
        MadeJvm user = jvm().lives(java).makes(SEMID);
        MadeJvm remover = new MadeJvm(JVM + 1, MadeHost.NS, MADE.plusSeconds(30)).semctl(SEMID, "IPC_RMID");
        SetFacts told = judged(user, remover);
        assertEquals(Verdict.IN_USE, told.verdict());
        assertEquals("com.acme.App.open:23", frame(told));
    }

    @Test
    void uidZeroOfAContainerIsNotRoot() {
        host.set(SEMID).of(MadeHost.BOB, MadeHost.BOB).operatedBy(JVM, 10);
        assertNull(frame(judged(jvm().contained().makes(SEMID))));
    }

    @Test
    void nativeCodeCountsOnlyFromTheOwnerAndTheProcessItself() {
        set();
        assertTrue(judged(jvm().ownedBy(MadeHost.BOB).calls("org.acme.Native#create"))
                .history()
                .isEmpty());
        host.runs(JVM, 1, 0, -5).program("another");
        assertTrue(judged(jvm().calls("org.acme.Native#create")).history().isEmpty(), "its number is another's now");
    }

    @Test
    void nativeCodeIsMatchedByInitialiserAndTime() {
        set();
        SetFacts one = judged(jvm().in("lock", 31).calls("org.acme.Native#create"));
        assertEquals("com.acme.App.lock:31", frame(one));
        assertEquals(Confidence.MEDIUM, one.creator().confidence());

        SetFacts two = judged(jvm().in("lock", 31)
                .calls("org.acme.Native#create")
                .in("init", 9)
                .calls("org.acme.Native#init"));
        assertNull(frame(two));
        assertEquals(2, two.creator().calls().size());
        assertTrue(
                two.creator().source().contains("one of 2 calls"), two.creator().source());
    }

    @Test
    void aprThatLocksMadeNothing() {
        set();
        SetFacts set = judged(jvm().in("lock", 31)
                .calls("org.apache.tomcat.jni.Lock#create")
                .in("use", 9)
                .calls("org.apache.tomcat.jni.Lock#lock"));
        assertEquals("com.acme.App.lock:31", frame(set));
    }

    @Test
    void nativeCodeOfAnotherProcessOrSecondIsNoCandidate() {
        set();
        assertTrue(judged(new MadeJvm(JVM + 1, MadeHost.NS, MADE).calls("org.acme.Native#create"))
                .history()
                .isEmpty());
        assertTrue(judged(jvm().at(MADE.plusSeconds(30)).calls("org.acme.Native#create"))
                .history()
                .isEmpty());
    }

    @Test
    void countsOfSeveralEventsAreAddedUp() {
        set();
        MadeJvm jvm = jvm().makes(SEMID)
                .counted(SEMID, 98, "90 8")
                .later(Duration.ofSeconds(5))
                .counted(SEMID, 2, "0 1 1");
        CallCounts counts = judged(jvm).history().get(0).usage().get(0);
        assertEquals(100, counts.count());
        assertEquals(Arrays.asList(90L, 9L, 1L), counts.histogram());
        assertEquals(1 << 10, counts.percentile(50));
        assertEquals(1 << 11, counts.percentile(99));
        assertEquals(5_000_000, counts.percentile(100));
    }

    @Test
    void aJvmThatEndedSinceItsRecordingWasReadIsGone() {
        set();
        HostProcess java = living();
        host.processes.removeIf(p -> p.row().pid() == JVM);
        SetFacts told = judged(jvm().lives(java).makes(SEMID));
        assertEquals(false, told.history().get(0).jvm().alive());
        assertTrue(told.users().isEmpty());
    }
}
