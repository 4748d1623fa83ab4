package org.semtrail.capture.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackStepsTest {
    private final BackSteps clock =
            new BackSteps(new LogTimes(ZoneOffset.UTC, true, Instant.parse("2026-11-25T00:00:00Z"), null));
    private long lines;

    private void log(String... times) {
        for (String time : times) {
            clock.line(++lines, "2026-11-24T" + time + "Z something happened");
        }
    }

    private List<Long> steps() {
        return clock.all().stream().map(BackSteps.Step::line).toList();
    }

    @Test
    void timesThatGoBackAndRunOnFromThereAreAStep() {
        log("10:00:00", "10:10:00", "09:40:00", "09:41:00");
        assertEquals(List.of(3L), steps());
        assertEquals(Duration.ofMinutes(30), clock.all().get(0).by());
        log("10:00:00", "10:09:00", "10:10:30", "10:11:00");
        assertEquals(List.of(3L), steps(), "once");
    }

    @Test
    void requestsThatTookLongAndAreLoggedByTheirBeginningAreNone() {
        log("10:00:00", "10:01:00", "10:00:10", "10:00:12", "10:01:01", "10:01:30", "10:00:20", "10:01:31");
        log("10:05:00", "10:04:01", "10:04:00", "10:04:02", "10:05:01");
        assertEquals(List.of(), steps());
    }

    @Test
    void oneLineWithATimeOfLongAgoIsNoneAndHidesNone() {
        log("10:00:00", "01:00:00", "10:00:01", "10:10:00", "09:10:00", "09:10:01", "09:10:02");
        assertEquals(List.of(5L), steps());
    }

    @Test
    void twoStepsAreTwo() {
        log("10:00:00", "09:30:00", "09:31:00", "09:00:00", "09:01:00");
        assertEquals(List.of(2L, 4L), steps());
    }

    @Test
    void timesWithoutAYearOfAnotherYearAreNone() {
        BackSteps year = new BackSteps(new LogTimes(ZoneOffset.UTC, true, Instant.parse("2026-06-01T00:00:00Z"), null));
        List<String> days = List.of("May 30", "May 31", "Jun  2", "Jun  3");
        for (int i = 0; i < days.size(); i++) {
            year.line(i + 1, days.get(i) + " 10:00:00 host app: something");
        }
        assertEquals(List.of(), year.all());
    }
}
