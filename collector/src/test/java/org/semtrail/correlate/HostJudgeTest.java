package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.semtrail.correlate.MadeHost.BOB;
import static org.semtrail.correlate.MadeHost.DEAD;
import static org.semtrail.correlate.MadeHost.NS;
import static org.semtrail.correlate.MadeHost.WWW;
import static org.semtrail.correlate.Verdict.IN_USE;
import static org.semtrail.correlate.Verdict.ORPHAN;
import static org.semtrail.correlate.Verdict.PRESUMED_ORPHAN;
import static org.semtrail.correlate.Verdict.UNKNOWN;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.semtrail.capture.host.HostLooks;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.HostView;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SystemdUnits;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.KnownSoftware.Hints;
import org.semtrail.correlate.MadeHost.MadeSet;

/** What is looked at a second time, and which of the two looks counts. */
class HostJudgeTest {
    private static final int APACHE = 5_000_100;
    private static final HostRoot NOWHERE = new HostRoot(Path.of("/nonexistent"));

    /** The host as the first look sees it, and as the second does. */
    private final MadeHost first = new MadeHost();

    private final MadeHost second = new MadeHost();
    private final List<Predicate<IpcNamespace>> asked = new ArrayList<>();

    @Test
    void whatBothLooksLetGoIsAnOrphan() {
        both(host -> host.set(0));
        assertEquals(ORPHAN, verdict(0));
        assertEquals(1, asked.size());
    }

    @Test
    void whereNothingWouldBeLetGoOneLookIsEnough() {
        first.set(0).initialisedBy(APACHE);
        first.runs(APACHE, 1, WWW, -5);
        assertEquals(IN_USE, verdict(0));
        assertEquals(0, asked.size());
    }

    @Test
    void onlyNamespacesWithSomethingToLetGoAreLookedAtAgain() {
        both(host -> host.set(0));
        verdict(0);
        assertTrue(asked.get(0).test(namespace(NS)));
        assertFalse(asked.get(0).test(namespace(NS + 1)));
    }

    @Test
    void aProcessThatOnlyTheSecondLookSeesSavesTheSet() {
        both(host -> host.set(0));
        second.runs(APACHE, 1, WWW, 3).program("apache2");
        SetFacts set = facts(0);
        assertEquals(UNKNOWN, set.verdict());
        assertTrue(
                set.evidence().stream()
                        .anyMatch(e -> e.what().startsWith("apache2 (pid " + APACHE + ") started with the set")),
                set.evidence().toString());
    }

    @Test
    void aUserWhomOnlyTheSecondLookSeesIsTold() {
        both(host -> host.set(0));
        second.runs(APACHE, 1, WWW, 3).waitsOn(0);
        assertEquals(IN_USE, verdict(0));
        assertEquals(APACHE, facts(0).waiters().get(0).pid());
    }

    @Test
    void aProcessThatOnlyTheFirstLookSawSavesTheSetToo() {
        both(host -> host.set(0));
        first.runs(APACHE, 1, WWW, 3);
        assertEquals(UNKNOWN, verdict(0));
    }

    @Test
    void ofWhatTheFirstLookKeptTheSecondIsNotAsked() {
        both(host -> host.set(0));
        first.set(20).ctime(300).initialisedBy(APACHE);
        first.runs(APACHE, 1, BOB, 290);
        second.set(20).ctime(300).operatedBy(APACHE, 500);
        assertEquals(List.of(ORPHAN, IN_USE), List.of(verdict(0), verdict(20)));
    }

    @Test
    void theSaferVerdictOfTheTwoStands() {
        both(host -> host.set(0));
        second.runs(APACHE, 1, 0, 300);
        assertEquals(PRESUMED_ORPHAN, verdict(0));
        first.runs(APACHE, 1, WWW, 300);
        assertEquals(UNKNOWN, verdict(0));
        second.processes.clear();
        assertEquals(UNKNOWN, verdict(0));
    }

    @Test
    void aSecondLookThatSeesLessLetsNothingGo() {
        both(host -> host.set(0));
        second.complete = false;
        assertEquals(UNKNOWN, verdict(0));
    }

    @Test
    void aSetThatIsGoneBeforeTheSecondLookIsUnknown() {
        first.set(0);
        assertEquals(UNKNOWN, verdict(0));
        assertTellsThatItMoved(0);
    }

    @Test
    void ofANamespaceThatIsGoneBeforeTheSecondLookEverySetIsUnknown() {
        both(host -> host.set(0));
        second.gone = true;
        assertEquals(UNKNOWN, verdict(0));
        assertTellsThatItMoved(0);
    }

    @ParameterizedTest
    @MethodSource
    void aSetThatChangedBetweenTheLooksIsUnknown(String what, Consumer<MadeSet> change) {
        both(host -> host.set(0));
        change.accept(second.sets.get(0));
        assertEquals(UNKNOWN, verdict(0), what);
        assertTellsThatItMoved(0);
    }

    static Stream<Arguments> aSetThatChangedBetweenTheLooksIsUnknown() {
        return Stream.of(
                changed("another set has the id", s -> s.values(1, 1)),
                changed("its key", s -> s.key(5)),
                changed("its mode", s -> s.mode(0640)),
                changed("its owner", s -> s.of(BOB, 0)),
                changed("its creator", s -> s.of(WWW, WWW)),
                changed("its ctime, by SETVAL", s -> s.ctime(1)),
                changed("its otime, by semop", s -> s.operatedBy(DEAD, 50)));
    }

    private static Arguments changed(String what, Consumer<MadeSet> change) {
        return Arguments.of(what, change);
    }

    @Test
    void whatWeRemovedOurselvesStillBelongsToItsStart() {
        both(host -> {
            host.set(0).ctime(-300).waiting(1);
            host.set(1).ctime(-300).waiting(1);
            host.set(4);
        });
        SysvSem removed = new MadeHost().set(3).row();
        assertEquals(PRESUMED_ORPHAN, verdict(4), "alone behind two that are used it may be a part of their start");
        assertEquals(ORPHAN, set(judge().judge(List.of(removed)), 4).verdict());
    }

    private void both(Consumer<MadeHost> change) {
        change.accept(first);
        change.accept(second);
    }

    private void assertTellsThatItMoved(int semid) {
        assertTrue(
                facts(semid).evidence().stream()
                        .anyMatch(e -> e.what().equals("it was removed or changed between two looks at the host")),
                () -> facts(semid).evidence().toString());
    }

    private Verdict verdict(int semid) {
        return facts(semid).verdict();
    }

    private SetFacts facts(int semid) {
        return set(judge().judge(), semid);
    }

    private static SetFacts set(HostFacts facts, int semid) {
        return facts.sets().filter(s -> s.sem().semid() == semid).findFirst().orElseThrow();
    }

    private HostJudge judge() {
        return new HostJudge(new TwoLooks(), new SystemdUnits(NOWHERE), UserNames.read(NOWHERE), Hints.NONE);
    }

    private static IpcNamespace namespace(long inode) {
        return new IpcNamespace(inode, false, List.of(), Set.of(), Set.of(), null);
    }

    private final class TwoLooks implements HostLooks {
        @Override
        public HostView read() {
            return first.view();
        }

        @Override
        public HostView again(HostView earlier, Predicate<IpcNamespace> wanted) {
            asked.add(wanted);
            return second.view();
        }

        @Override
        public long monotonicMicros() {
            return 0;
        }
    }
}
