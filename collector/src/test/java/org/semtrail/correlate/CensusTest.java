package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.semtrail.correlate.MadeHost.MADE;
import static org.semtrail.correlate.MadeHost.NOW;
import static org.semtrail.correlate.MadeHost.SSHD;
import static org.semtrail.correlate.MadeHost.WWW;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;

/** Which sets make one start, whose times hold, and who is present. */
class CensusTest {
    private static final int OTHER = 5_000_100;
    /** Where the table wrapped around: the next sequence number (ipc/util.h). */
    private static final int WRAPPED = 1 << 15;

    private final MadeHost host = new MadeHost();

    @Test
    void neighboursOfOneShapeAndSecondAreOneStart() {
        host.set(4);
        host.set(0);
        host.set(8);
        assertEquals(List.of(List.of(0, 4, 8)), starts());
    }

    @Test
    void aGapInTheTableEndsAStart() {
        host.set(0);
        host.set(5);
        assertEquals(List.of(List.of(0), List.of(5)), starts());
    }

    @Test
    void anotherSecondEndsAStart() {
        host.set(0);
        host.set(1).ctime(1);
        assertEquals(List.of(List.of(0), List.of(1)), starts());
    }

    @Test
    void anotherShapeBetweenThemDoesNotEndAStart() {
        host.set(0);
        host.set(1).mode(0660);
        host.set(2).key(7);
        host.set(3).values(1, 2);
        host.set(4).of(WWW, WWW);
        host.set(3 + WRAPPED).of(1, 0);
        assertEquals(
                List.of(0, 1, 2, 3, 4, 3 + WRAPPED),
                starts().stream().map(s -> s.get(0)).toList());
        host.sets.clear();
        host.set(0);
        host.set(1).mode(0660);
        host.set(2);
        assertEquals(List.of(List.of(0, 2), List.of(1)), starts());
    }

    @Test
    void keysAreOfOneShapeWhateverTheirValue() {
        host.set(0).key(7);
        host.set(1).key(8);
        assertEquals(List.of(List.of(0, 1)), starts());
    }

    @Test
    void wrappingAroundEndsAStart() {
        host.set(3);
        host.set(2 + WRAPPED);
        assertEquals(2, starts().size());
    }

    @Test
    void aTimeLaterThanThatOfALaterSetDoesNotHold() {
        host.set(0).ctime(10);
        host.set(1).ctime(5);
        host.set(2).ctime(5);
        assertEquals(
                List.of(false, true, true),
                host.sets.stream().map(s -> holds(s.row())).toList());
    }

    @Test
    void aTimeInTheFutureDoesNotHoldNorDoOnesBetween() {
        long look = NOW.getEpochSecond() - MADE;
        host.set(0).ctime(look + 1);
        host.set(1).ctime(look + 2);
        assertEquals(
                List.of(true, false),
                host.sets.stream().map(s -> holds(s.row())).toList());
    }

    @Test
    void idsOrderAcrossTheWrap() {
        host.set(9).ctime(10);
        host.set(1 + WRAPPED).ctime(5);
        assertEquals(
                List.of(false, true),
                host.sets.stream().map(s -> holds(s.row())).toList());
    }

    @Test
    void whoIsPresentLivesInTheNamespaceOrHoldsItOrCouldNotBeRead() {
        host.runs(OTHER, 1, WWW, 0).in(7);
        host.runs(OTHER + 1, 1, WWW, 0).in(-1);
        host.runs(OTHER + 2, 1, WWW, 0).zombie();
        assertEquals(List.of(1, SSHD, OTHER + 1), present());
        host.holders = Set.of(OTHER);
        assertEquals(List.of(1, SSHD, OTHER, OTHER + 1), present());
    }

    @Test
    void weOurselvesAreNotPresentButWhatWasReparentedToUsIs() {
        int self = (int) ProcessHandle.current().pid();
        host.runs(self, SSHD, 0, 9);
        host.runs(OTHER, self, 0, 10);
        assertEquals(List.of(1, SSHD, OTHER), present());
    }

    @Test
    void theStartsBesideAStartAreThoseOfItsShape() {
        host.set(0);
        host.set(6).mode(0660);
        host.set(12);
        host.set(18);
        Census census = host.census();
        Start middle = census.starts().stream()
                .filter(s -> s.first().semid() == 12)
                .findFirst()
                .orElseThrow();
        assertEquals(0, census.before(middle).first().semid());
        assertEquals(18, census.after(middle).first().semid());
        assertNull(census.before(census.before(middle)));
        assertNull(census.after(census.after(middle)));
    }

    private boolean holds(SysvSem set) {
        return host.census().timesHold(set);
    }

    private List<List<Integer>> starts() {
        return host.census().starts().stream()
                .map(s -> s.sets().stream().map(SysvSem::semid).toList())
                .toList();
    }

    private List<Integer> present() {
        return host.census().present().stream().map(HostProcess::pid).toList();
    }
}
