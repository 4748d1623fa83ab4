package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.SystemdUnits;

/** What the start of a unit tells about a family in it. */
class UnitTimesTest {
    private static final Instant UNIT = Instant.parse("2026-03-01T11:00:05Z");
    private static final Instant NOW = UNIT.plusSeconds(100);

    @TempDir
    private Path root;

    private String answer = """
            Id=a.service
            InactiveExitTimestamp=Sun 2026-03-01 11:00:05 UTC
            InactiveExitTimestampMonotonic=5000000
            KillMode=control-group
            SendSIGKILL=yes
            """;
    private final List<List<String>> asked = new ArrayList<>();

    @BeforeEach
    void systemdRuns() throws IOException {
        Files.createDirectories(root.resolve("run/systemd/system"));
    }

    @Test
    void aUnitStartedMoreThanASecondLaterIsLater() {
        assertEquals(UNIT, times(0).startedAfter(family("a.service", 0), UNIT.minusSeconds(2)));
    }

    @Test
    void theSameSecondAndTheOneBeforeDecideNothing() {
        assertNull(times(0).startedAfter(family("a.service", 0), UNIT.minusSeconds(1)));
        assertNull(times(0).startedAfter(family("a.service", 0), UNIT));
        assertNull(times(0).startedAfter(family("a.service", 0), UNIT.plusMillis(900)));
    }

    @Test
    void aProcessOlderThanItsUnitsStartIsOfAnEarlierOne() {
        assertNull(times(0).startedAfter(family("a.service", -1), UNIT.minusSeconds(60)));
    }

    @Test
    void aUnitWhoseStopLeavesProcessesDoesNotBeginFromNothing() {
        answer = answer.replace("control-group", "process");
        assertNull(times(0).startedAfter(family("a.service", 0), UNIT.minusSeconds(60)));
    }

    @Test
    void aFamilyWithoutAUnitOrWithOneThatNobodyKnowsIsNotLater() {
        assertNull(times(0).startedAfter(family(null, 0), UNIT.minusSeconds(60)));
        assertNull(times(0).startedAfter(family("b.service", 0), UNIT.minusSeconds(60)));
    }

    @Test
    void aUnitThatNeverStartedTellsNothing() {
        answer = answer.replaceAll("Timestamp=.*", "Timestamp=");
        assertNull(times(0).startedAfter(family("a.service", 0), UNIT.minusSeconds(60)));
        assertFalse(times(105_000_000).clockStepped(family("a.service", 0)));
    }

    @Test
    void clocksThatAgreeWereNotSet() {
        assertFalse(times(105_000_000).clockStepped(family("a.service", 0)));
        assertFalse(times(104_100_000).clockStepped(family("a.service", 0)), "systemd cuts its time to the second");
    }

    @Test
    void clocksThatDifferByMoreThanTheirGrainWereSet() {
        assertTrue(times(107_000_000).clockStepped(family("a.service", 0)), "set back by two seconds");
        assertTrue(times(102_000_000).clockStepped(family("a.service", 0)), "set forward by three");
    }

    @Test
    void aClockThatCouldNotBeReadIsNoStep() {
        assertFalse(times(0).clockStepped(family("a.service", 0)));
        assertFalse(times(107_000_000).clockStepped(family(null, 0)));
    }

    @Test
    void systemdIsAskedOnceForAllFamilies() {
        UnitTimes times = times(0);
        times.prepare(List.of(family("a.service", 0), family(null, 0), family("a.service", 5)));
        times.startedAfter(family("a.service", 0), UNIT);
        assertEquals(List.of(List.of("a.service")), asked);
        times(0).prepare(List.of(family(null, 0)));
        assertEquals(1, asked.size(), "nothing to ask");
    }

    private UnitTimes times(long monotonicMicros) {
        SystemdUnits units = new SystemdUnits(new HostRoot(root), names -> {
            asked.add(names);
            return answer;
        });
        return new UnitTimes(units, NOW, monotonicMicros);
    }

    private static Family family(String unit, long secondsAfterUnit) {
        HostProcess process = new MadeProcess(5_000_100, 1, 33, UNIT.plusSeconds(secondsAfterUnit))
                .unit(unit)
                .row();
        return new Family(process, List.of(process), true, true, true, false);
    }
}
