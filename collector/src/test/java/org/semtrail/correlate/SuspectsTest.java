package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.semtrail.correlate.MadeHost.BOB;
import static org.semtrail.correlate.MadeHost.MADE;
import static org.semtrail.correlate.MadeHost.NOW;
import static org.semtrail.correlate.MadeHost.WWW;
import static org.semtrail.correlate.Verdict.ORPHAN;
import static org.semtrail.correlate.Verdict.PRESUMED_ORPHAN;
import static org.semtrail.correlate.Verdict.UNKNOWN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.SystemdUnits;
import org.semtrail.correlate.Start.Shape;

/** How far each kind of living family can be excluded from those who may know a set whose maker is dead. */
class SuspectsTest {
    private static final Shape SHAPE = new Shape(false, 1, 0600, WWW, WWW, 0, 0);
    private static final Instant CTIME = Instant.ofEpochSecond(MADE);
    private static final int PID = 5_000_100;

    @TempDir
    private Path root;

    private boolean usesOthers;
    private boolean usesAlike;
    private String unitStart = "";
    private java.util.Set<Integer> makers = java.util.Set.of();
    private long monotonic;
    private final List<String> told = new ArrayList<>();

    @Test
    void whoCouldNotBeReadIsASuspect() {
        assertEquals(UNKNOWN, judged(older(BOB).unreadable()));
        assertEquals(UNKNOWN, judged(older(BOB).in(-1)), "its namespace alone is not known");
    }

    @Test
    void whoHasNeitherAccessNorPrivilegeIsExcludedWhateverItsAge() {
        assertEquals(ORPHAN, judged(older(BOB), younger(BOB, 1)));
        assertTold("2 process families have neither access to it (mode 0600) nor privilege");
    }

    @Test
    void anOlderFamilyWithOnlyPrivilegeIsExcluded() {
        assertEquals(ORPHAN, judged(older(0)));
        assertTold("1 older process family has no access to it by owner, group or other");
    }

    @Test
    void anOlderFamilyWithAccessMayHaveBeenHandedTheId() {
        assertEquals(UNKNOWN, judged(older(WWW)));
    }

    @Test
    void anOlderFamilyThatHasAWholeStartOfItsOwnIsExcluded() {
        usesOthers = true;
        usesAlike = true;
        assertEquals(ORPHAN, judged(older(WWW)));
    }

    @Test
    void anOlderFamilyWithOtherSetsMayHaveLostThisOneToAThirdPartyThatTouchedIt() {
        usesOthers = true;
        assertEquals(PRESUMED_ORPHAN, judged(older(WWW)));
    }

    @Test
    void anOlderFamilyWithAccessWhosePidWasGivenOutAfterTheMakersMayBeYoungerByATrueClock() {
        usesOthers = true;
        usesAlike = true;
        makers = java.util.Set.of(PID - 2000);
        assertEquals(PRESUMED_ORPHAN, judged(older(WWW)));
        assertEquals(ORPHAN, judged(older(0)), "without access, two thousand pids are chance");
    }

    @Test
    void anOlderFamilyMayBeAYoungerOneWhereTheClockWasSet() {
        usesOthers = true;
        unitStart = "Sun 2026-03-01 10:00:00 UTC";
        monotonic = 10_000_000_000L;
        assertEquals(UNKNOWN, judged(older(WWW).unit("a.service")), "2 h by one clock, 2 h 46 min by the other");
    }

    @Test
    void aYoungerFamilyOfAUnitThatStartedLaterIsExcluded() {
        unitStart = "Sun 2026-03-01 11:00:05 UTC";
        assertEquals(ORPHAN, judged(younger(WWW, 6).unit("a.service")));
        assertTold("prog (pid 5000100) belongs to a.service, started at 2026-03-01T11:00:05Z, after the set");
    }

    @Test
    void anOlderFamilyWhosePidFollowsThatOfTheMakerMayBeItsChild() {
        makers = java.util.Set.of(PID - 1);
        assertEquals(PRESUMED_ORPHAN, judged(older(0)));
        makers = java.util.Set.of(PID + 1);
        assertEquals(ORPHAN, judged(older(0)));
    }

    @Test
    void ofManyOfWhomTheSameIsToBeSaidSomeAreNamed() {
        MadeProcess[] many = IntStream.range(0, 30)
                .mapToObj(at -> new MadeProcess(PID + at, 1, WWW, CTIME.minusSeconds(100)))
                .toArray(MadeProcess[]::new);
        assertEquals(UNKNOWN, judged(many));
        assertEquals(9, told.size());
        assertTold("each of 22 more process families is older than the set and has access to it: somebody may have"
                + " handed it the id");
    }

    @Test
    void aYoungerFamilyFromOutsideOfThePidNamespaceWithoutAccessIsNoSuspectButNotExcluded() {
        assertEquals(PRESUMED_ORPHAN, judged(new MadeProcess(PID, 0, 0, CTIME.plusSeconds(9))));
        assertEquals(UNKNOWN, judged(new MadeProcess(PID, 0, WWW, CTIME.plusSeconds(9))));
    }

    @Test
    void aYoungerFamilyWithAccessMayDescendHoweverMuchYoungerItIs() {
        assertEquals(UNKNOWN, judged(younger(WWW, 3)));
        assertEquals(UNKNOWN, judged(younger(WWW, 86_400)));
    }

    @Test
    void aYoungerFamilyThatIsExplainedIsPresumedInnocentAfterAMinute() {
        usesOthers = true;
        assertEquals(UNKNOWN, judged(younger(WWW, 60)));
        assertEquals(PRESUMED_ORPHAN, judged(younger(WWW, 61)));
        usesOthers = false;
        assertEquals(UNKNOWN, judged(younger(0, 60)), "root's privilege alone");
        assertEquals(PRESUMED_ORPHAN, judged(younger(0, 61)));
    }

    @Test
    void theWorstOfThemCapsTheVerdictInAnyOrder() {
        assertEquals(UNKNOWN, judged(younger(0, 61), older(WWW)));
        assertEquals(UNKNOWN, judged(older(WWW), younger(0, 61)));
    }

    @Test
    void nobodyIsNoSuspect() {
        assertEquals(ORPHAN, judged());
        assertEquals(List.of(), told);
    }

    private static MadeProcess older(long uid) {
        return new MadeProcess(PID, 1, uid, CTIME.minusSeconds(100));
    }

    private static MadeProcess younger(long uid, long seconds) {
        return new MadeProcess(PID, 1, uid, CTIME.plusSeconds(seconds));
    }

    private Verdict judged(MadeProcess... processes) {
        List<Family> families = Stream.of(processes)
                .map(MadeProcess::row)
                .map(p -> Family.of(p, List.of(p), !p.start().isBefore(CTIME), SHAPE))
                .toList();
        Suspects suspects = new Suspects(SHAPE, CTIME, process -> usesOthers, process -> usesAlike, makers, units());
        suspects.examine(families);
        told.clear();
        suspects.done().evidence().forEach(e -> told.add(e.what()));
        return suspects.cap();
    }

    private UnitTimes units() {
        try {
            Files.createDirectories(root.resolve("run/systemd/system"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        String answer = "Id=a.service\nInactiveExitTimestamp=" + unitStart
                + "\nInactiveExitTimestampMonotonic=1000000\nKillMode=mixed\nSendSIGKILL=yes\n";
        return new UnitTimes(new SystemdUnits(new HostRoot(root), names -> answer), NOW, monotonic);
    }

    private void assertTold(String what) {
        assertTrue(told.contains(what), told.toString());
    }
}
