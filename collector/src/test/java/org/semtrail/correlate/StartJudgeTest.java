package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.semtrail.correlate.MadeHost.BOB;
import static org.semtrail.correlate.MadeHost.DEAD;
import static org.semtrail.correlate.MadeHost.MADE;
import static org.semtrail.correlate.MadeHost.NOW;
import static org.semtrail.correlate.MadeHost.WWW;
import static org.semtrail.correlate.Verdict.IN_USE;
import static org.semtrail.correlate.Verdict.ORPHAN;
import static org.semtrail.correlate.Verdict.PRESUMED_IN_USE;
import static org.semtrail.correlate.Verdict.PRESUMED_ORPHAN;
import static org.semtrail.correlate.Verdict.UNKNOWN;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.semtrail.correlate.MadeHost.MadeSet;

/** Each rule that keeps the sets of a start: once where it keeps them, once where it has nothing to say. */
class StartJudgeTest {
    private static final int APACHE = 5_000_100;
    private static final int POSTGRES = 110;

    private final MadeHost host = new MadeHost();

    @Test
    void aSetOfApacheWhoseMakerIsDeadAndThatNobodyCanKnowIsAnOrphan() {
        host.set(0);
        host.runs(5_000_200, 1, BOB, 1000).program("bash");
        assertEquals(ORPHAN, host.verdict(0));
        assertTells(0, Evidence.Side.FOR, "its initialiser, pid " + DEAD + ", is dead");
    }

    @Test
    void whatALivingProcessMadeOrOperatedLastIsInUse() {
        host.runs(APACHE, 1, WWW, -5).program("apache2");
        host.set(0).initialisedBy(APACHE);
        host.set(9).operatedBy(APACHE, 60);
        assertEquals(List.of(IN_USE, IN_USE), List.of(host.verdict(0), host.verdict(9)));
        assertTells(0, Evidence.Side.AGAINST, "apache2 (pid " + APACHE + ") made it and lives");
        assertTells(9, Evidence.Side.AGAINST, "apache2 (pid " + APACHE + ") operated it last and lives");
    }

    @Test
    void whatAProcessWaitsOnIsInUseWhoeverIsDead() {
        host.set(0);
        host.runs(APACHE, 1, WWW, -5).waitsOn(0);
        assertEquals(IN_USE, host.verdict(0));
        assertEquals(1, host.facts(0).waiters().size());
    }

    @Test
    void whoWaitsInAnotherNamespaceWaitsOnAnotherSet() {
        host.set(0);
        host.runs(APACHE, 1, WWW, -5).waitsOn(0).in(7);
        assertEquals(ORPHAN, host.verdict(0));
    }

    @Test
    void waitersThatOnlyTheKernelSeesKeepASet() {
        host.set(0).waiting(1);
        assertEquals(IN_USE, host.verdict(0));
    }

    @Test
    void young_aSetAsYoungAsTheLookIsUnknown() {
        long look = NOW.getEpochSecond() - MADE;
        host.set(0).ctime(look - 1);
        assertEquals(UNKNOWN, host.verdict(0));
        host.sets.clear();
        host.set(0).ctime(look - 2);
        assertEquals(ORPHAN, host.verdict(0));
    }

    @Test
    void sight_withoutItsSemaphoresASetIsUnknown() {
        host.set(0).unread();
        assertEquals(UNKNOWN, host.verdict(0));
        assertTells(0, Evidence.Side.OPEN, "its semaphores could not be read");
    }

    @Test
    void sight_withoutAllProcessesASetIsUnknown() {
        host.set(0);
        host.complete = false;
        assertEquals(UNKNOWN, host.verdict(0));
    }

    @Test
    void sight_withoutAllSetsOfTheNamespaceNoneIsLetGo() {
        host.set(0);
        host.set(9).waiting(1).ctime(300);
        host.tableComplete = false;
        assertEquals(List.of(UNKNOWN, IN_USE), List.of(host.verdict(0), host.verdict(9)));
        assertTells(0, Evidence.Side.OPEN, "not all sets of its namespace could be read");
    }

    @Test
    void initialiser_whoIsNotListedIsDeadOnlyWhereAllAreListed() {
        host.set(0);
        host.allListed = false;
        assertEquals(UNKNOWN, host.verdict(0));
        assertTells(0, Evidence.Side.OPEN, "its initialiser, pid " + DEAD + ", may be alive");
    }

    @Test
    void initialiser_aYoungerProcessWithHisNumberIsNotHim() {
        host.set(0);
        host.runs(DEAD, 1, BOB, 3);
        assertEquals(ORPHAN, host.verdict(0));
        assertTrue(host.facts(0).evidence().stream().anyMatch(e -> e.source().contains("younger processes")));
    }

    @Test
    void initialiser_withinTheGrainOfTheClocksTheNumberIsHis() {
        host.set(0);
        host.runs(DEAD, 1, BOB, 1);
        assertEquals(IN_USE, host.verdict(0));
    }

    @Test
    void initialiser_pidZeroIsAnotherNamespaceAndNotDeath() {
        host.set(0).initialisedBy(0);
        assertEquals(UNKNOWN, host.verdict(0));
        assertTells(0, Evidence.Side.OPEN, "a semaphore of its start names no process");
    }

    @Test
    void initialiser_whereEveryMemberWasOperatedNobodyTellsWhoMadeThem() {
        host.set(0).operatedBy(DEAD, 5);
        assertEquals(PRESUMED_ORPHAN, host.verdict(0));
        host.set(1);
        assertEquals(ORPHAN, host.verdict(0), "a member that was never operated tells");
    }

    @Test
    void siblings_aUsedSetOfTheSameSecondAndShapeKeepsAllOfItsStart() {
        host.set(0);
        host.set(20).waiting(1);
        assertEquals(PRESUMED_IN_USE, host.verdict(0));
    }

    @Test
    void siblings_aUsedSetOfAnotherSecondOrShapeKeepsNothing() {
        host.set(0);
        host.set(20).waiting(1).ctime(300);
        host.set(21).waiting(1).values(1, 1).ctime(300);
        assertEquals(ORPHAN, host.verdict(0));
    }

    @Test
    void times_aSetChangedAfterALaterOneWasMadeIsUnknown() {
        host.set(0).ctime(100);
        host.set(20).mode(0660);
        assertEquals(UNKNOWN, host.verdict(0));
        assertTells(0, Evidence.Side.OPEN, "its ctime is later than that of a set made after it");
    }

    @Test
    void times_aSetChangedBeforeALaterOneWasMadeIsJudged() {
        host.set(0);
        host.set(20).mode(0660).ctime(100);
        assertEquals(ORPHAN, host.verdict(0));
    }

    @Test
    void outsiders_whomAPidNamespaceHidesMayShareItsSemaphores() {
        host.set(0);
        host.outsiders = true;
        assertEquals(PRESUMED_ORPHAN, host.verdict(0));
    }

    @Test
    void families_aYoungProcessOfItsUserMayDescendFromItsMaker() {
        host.set(0);
        host.runs(APACHE, 1, WWW, 3).program("apache2");
        assertEquals(UNKNOWN, host.verdict(0));
    }

    @Test
    void families_anOldProcessThatUsesAWholeStartOfTheShapeHasItsOwn() {
        host.set(0);
        host.set(1);
        host.set(20).operatedBy(APACHE, 500).ctime(200);
        host.set(21).ctime(200);
        host.runs(APACHE, 1, WWW, -300).program("apache2");
        assertEquals(ORPHAN, host.verdict(0));
    }

    @Test
    void families_aSingleSetMayBeOneThatAThirdPartyTouchedOfAnOlderFamilysStart() {
        host.set(0).operatedBy(APACHE, 500);
        host.set(20).ctime(200);
        host.runs(APACHE, 1, WWW, -300).program("apache2");
        assertEquals(PRESUMED_ORPHAN, host.verdict(20));
    }

    @Test
    void families_setsOfItsOwnExplainNothingWhereTheMakerIsNotKnown() {
        host.set(0).operatedBy(DEAD, 5);
        host.set(20).operatedBy(APACHE, 500).ctime(200);
        host.runs(APACHE, 1, WWW, -300).program("apache2");
        assertEquals(UNKNOWN, host.verdict(0));
    }

    @Test
    void neighbours_theNextSetInUseWithinAMinuteMayBeTheSameStart() {
        MadeSet next = host.set(1).ctime(60).waiting(1);
        host.set(0);
        assertEquals(UNKNOWN, host.verdict(0));
        assertTells(0, Evidence.Side.OPEN, "the next set, 1, is of the same shape");
        next.ctime(61);
        assertEquals(ORPHAN, host.verdict(0));
    }

    @Test
    void neighbours_aLoneSetBehindAUsedOneIsOnlyPresumed() {
        host.set(0).ctime(-300).waiting(1);
        host.set(1);
        assertEquals(PRESUMED_ORPHAN, host.verdict(1));
        host.set(2);
        assertEquals(PRESUMED_ORPHAN, host.verdict(1), "nor are two behind one a start like it");
    }

    @Test
    void neighbours_aStartAsLargeAsTheUsedOneBeforeItIsOneOfItsOwnBehindAHole() {
        host.set(0).ctime(-300).waiting(1);
        host.set(1).ctime(-300).waiting(1);
        host.set(3);
        host.set(4);
        assertEquals(ORPHAN, host.verdict(3));
    }

    @Test
    void neighbours_withoutAHoleTheyMayBeOneStartWhoseTimesWereMoved() {
        host.set(0).ctime(-300).waiting(1);
        host.set(1).ctime(-300).waiting(1);
        host.set(2);
        host.set(3);
        assertEquals(PRESUMED_ORPHAN, host.verdict(2));
    }

    @Test
    void neighbours_farApartInTheTableAreNone() {
        host.set(0).ctime(-300).waiting(1);
        host.set(5);
        assertEquals(ORPHAN, host.verdict(5));
    }

    @Test
    void namespace_withoutProcessesASetIsUnknown() {
        host.set(0);
        host.pids = Set.of();
        assertEquals(UNKNOWN, host.verdict(0));
    }

    @Test
    void kind_ofUnreadSoftwareASetIsAtMostPresumedWithOrWithoutAKey() {
        host.set(0).of(BOB, BOB);
        host.set(20).of(BOB, BOB).key(0x51);
        assertEquals(List.of(PRESUMED_ORPHAN, PRESUMED_ORPHAN), List.of(host.verdict(0), host.verdict(20)));
        assertTells(20, Evidence.Side.OPEN, "it has a key");
        assertTells(0, Evidence.Side.OPEN, "nothing tells which software made it");
    }

    @Test
    void kind_keyedSetsOfPostgresqlAreJudgedByTheLastSemaphoreThoughTheyWereOperated() {
        int[] values = new int[17];
        values[16] = 537;
        host.set(0).of(POSTGRES, POSTGRES).key(5432001).values(values).operatedBy(DEAD, 10);
        assertEquals(ORPHAN, host.verdict(0));
        Arrays.fill(values, 0);
        assertEquals(PRESUMED_ORPHAN, host.verdict(0), "without its mark it is nobody's");
    }

    @Test
    void kind_isThatOfTheSetAndNotOfItsStart() {
        host.set(0).of(BOB, BOB).key(0x51);
        host.set(1).of(BOB, BOB).key(0x0d4d0001);
        host.set(2).of(BOB, BOB).key(0x52);
        assertEquals(1, host.census().starts().size());
        assertNull(host.facts(0).refusal());
        assertNotNull(host.facts(1).refusal(), "a cookie of udev behind a set of somebody else");
        assertNull(host.facts(2).refusal());
        assertEquals(List.of(PRESUMED_ORPHAN, PRESUMED_ORPHAN), List.of(host.verdict(0), host.verdict(1)));
    }

    @Test
    void kind_whatOneSetLooksLikeCondemnsNoOtherOfItsStart() {
        int[] marked = new int[17];
        marked[16] = 537;
        host.set(0).of(POSTGRES, POSTGRES).key(5432001).values(marked);
        host.set(1).of(POSTGRES, POSTGRES).key(77).values(new int[17]);
        assertEquals(1, host.census().starts().size());
        assertEquals(List.of(ORPHAN, PRESUMED_ORPHAN), List.of(host.verdict(0), host.verdict(1)));
        assertTells(1, Evidence.Side.OPEN, "it has a key");
    }

    private void assertTells(int semid, Evidence.Side side, String beginning) {
        List<Evidence> evidence = host.facts(semid).evidence();
        assertTrue(
                evidence.stream().anyMatch(e -> e.side() == side && e.what().startsWith(beginning)),
                evidence.toString());
    }
}
