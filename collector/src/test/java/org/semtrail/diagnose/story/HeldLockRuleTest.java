package org.semtrail.diagnose.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.capture.offline.ProcessRow;
import org.semtrail.correlate.story.Asked;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.MadeStory;
import org.semtrail.correlate.story.Told;

/** Who is told to have ended with a lock, and who is not. */
class HeldLockRuleTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final int SET = 5;
    private static final int NS = 7;

    private final MadeJvm holder = new MadeJvm(1, NS, AT).semop(SET, "0:-1");

    private static MadeJvm refused(int pid, int ns) {
        return new MadeJvm(pid, ns, AT.plus(LATER)).semopFails(SET, Errno.EAGAIN);
    }

    private static List<String> of(MadeJvm... jvms) {
        return of(new Told(), jvms);
    }

    private static List<String> of(Told told, MadeJvm... jvms) {
        return new HeldLockRule()
                .check(MadeStory.of(Asked.ALL, told, jvms)).stream()
                        .map(StoryFinding::what)
                        .toList();
    }

    @Test
    void whoTookItAndEndedHoldsItFromWhoIsRefused() {
        List<String> told = of(holder, refused(2, NS));
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.get(0).contains("semaphore 0 of set 5 any more: JVM (pid 1) ended"), told.toString());
    }

    @Test
    void aSetWithTheSameIdInAnotherNamespaceOrBootIsAnotherOne() {
        assertEquals(List.of(), of(holder, refused(2, NS + 1)));
        assertEquals(List.of(), of(holder, refused(2, NS).ofAnotherHost()));
    }

    @Test
    void ofSeveralThatItHeldTheOneThatIsMissedIsTold() {
        List<String> told = of(holder.semop(SET, "1:-1, 2:-1"), refused(2, NS));
        assertEquals(1, told.size(), told.toString());
    }

    @Test
    void whatAnotherOneTookOrGaveBackLaterIsNotHeld() {
        assertEquals(List.of(), of(holder, refused(2, NS).later(LATER).semop(SET, "0:-1")));
        MadeJvm producer = new MadeJvm(3, NS, AT.plus(LATER.multipliedBy(2)))
                .semop(SET, "0:+1")
                .later(LATER);
        assertEquals(List.of(), of(holder, refused(2, NS), producer));
        assertEquals(List.of(), of(producer, refused(2, NS), holder), "whatever file is read first");
    }

    @Test
    void whatWasOperatedWithoutWaitingAfterTheRefusalIsNotHeld() {
        assertEquals(List.of(), of(holder, refused(2, NS).later(LATER).counted(SET, 3, "3")));
        assertEquals(1, of(holder.counted(SET, 3, "3"), refused(2, NS)).size());
    }

    @Test
    void whatWasSetAnewOrRemovedIsNotHeld() {
        MadeJvm operator = new MadeJvm(3, NS, AT.plusSeconds(10));
        assertEquals(List.of(), of(holder, operator.semctl(SET, "SETVAL").later(LATER), refused(2, NS)));
        MadeJvm remover = new MadeJvm(3, NS, AT.plusSeconds(10));
        assertEquals(List.of(), of(holder, remover.semctl(SET, "IPC_RMID").later(LATER), refused(2, NS)));
    }

    @Test
    void whoWaitsForZeroIsNotRefusedByAHolder() {
        MadeJvm zero = new MadeJvm(2, NS, AT.plus(LATER)).semopFails(SET, "0:0", Errno.EAGAIN);
        assertEquals(List.of(), of(holder, zero));
    }

    private static Told table() {
        return table(1);
    }

    private static Told table(int lastPid) {
        Told told = new Told();
        Life.Row row = new Life.Row(0L, "root", 1, 0600, 0, null);
        told.tables = List.of(new Life(
                "sem 5",
                SET,
                null,
                row,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "unknown",
                List.of(),
                new Life.Stuck(0, lastPid, 2)));
        told.tablesAt = AT.plus(LATER).toEpochMilli();
        told.bootId = "this";
        return told;
    }

    /** Its operations were short, so only the table tells who was the last. */
    private final MadeJvm counting = new MadeJvm(1, NS, AT).counted(SET, 3, "3");

    private final MadeJvm late = new MadeJvm(9, NS, AT.plus(LATER)).makes(8);

    @Test
    void theTableNamesTheJvmThatHadItsPid() {
        assertEquals(1, of(table(), counting, late).size());
    }

    @Test
    void theTableDoesNotNameAJvmOfAnotherBootNorOneWhosePidWasGivenAgain() {
        assertEquals(
                List.of(),
                of(table(), new MadeJvm(1, NS, AT).counted(SET, 3, "3").ofAnotherHost(), late));
        Told told = table();
        told.listed.add(new ProcessRow(1, "root", "java", AT.plusSeconds(3600), null, null, true));
        assertEquals(List.of(), of(told, counting, late));
        Told other = table();
        other.listed.add(new ProcessRow(1, "root", "python3", null, null, null, true));
        assertEquals(List.of(), of(other, counting, late));
    }

    @Test
    void aTableOfTheHostHasAnotherNumberForAJvmInAContainer() {
        StoryFinding finding = new HeldLockRule()
                .check(MadeStory.of(Asked.ALL, table(4711), holder, late))
                .get(0);
        assertEquals(StoryFinding.Confidence.POSSIBLE, finding.confidence());
        assertTrue(finding.evidence().toString().contains("pid 4711 (the host's number; its own one is 1)"));
        Told living = table(4711);
        living.listed.add(new ProcessRow(4711, "root", "python3", AT.minusSeconds(60), null, null, true));
        assertEquals(List.of(), of(living, holder, late), "who operated it last lives, and has it");
    }

    @Test
    void theTableNamesNobodyWhereTwoJvmsOfTwoContainersHadItsPid() {
        MadeJvm other = new MadeJvm(1, NS, AT.plusSeconds(1)).ofBoot("this").counted(SET, 3, "3");
        assertEquals(1, of(table(), counting, late).size());
        assertEquals(List.of(), of(table(), counting, other.startedAt(4712), late));
    }

    @Test
    void aJavaWithItsPidThatIsListedAfterItsRecordingEndsMayBeItself() {
        Told told = table();
        told.listed.add(new ProcessRow(1, "root", "java", null, null, null, true));
        assertEquals(List.of(), of(told, counting, late));
    }

    @Test
    void theSetIsRemovedOnlyAfterWhoeverUsesItWasStopped() {
        StoryFinding finding = new HeldLockRule()
                .check(MadeStory.of(Asked.ALL, table(), holder, late))
                .get(0);
        assertEquals(List.of("semtrail show 5"), finding.remedy().get(0).commands());
        assertTrue(finding.remedy().get(1).text().startsWith("Only when none of them runs any more"));
    }

    @Test
    void whoeverHadItWithoutARecordingIsDeadWhereAListOfAllProcessesDoesNotHaveIt() {
        Told told = table(4711);
        told.ipcNs = (long) NS;
        assertEquals(List.of(), new AbandonedRule().check(MadeStory.of(Asked.ALL, told, late)), "a live host, perhaps");
        told.listed.add(new ProcessRow(1, "root", "init", null, null, null, true));
        assertEquals(
                StoryFinding.Confidence.LIKELY,
                new AbandonedRule()
                        .check(MadeStory.of(Asked.ALL, told, late))
                        .get(0)
                        .confidence());
    }
}
