package org.semtrail.capture.offline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.offline.LogTimes.Stamp;

/**
 * Notices where the times of a log go back and stay back: its clock was set, or it was put together of several logs. Lines
 * of programs that write at once are out of order, too, by little and not for good.
 */
public final class BackSteps {
    private static final int CLOSE_LOOK = 100_000;
    private static final int THEN_EVERY = 50;
    private static final int HEAD = 80;
    private static final int MOST = 20;
    private static final int FOR_GOOD = 2;
    private static final Duration USUAL_DISORDER = Duration.ofSeconds(5);

    /** Times without a year that go back further are those of the year before. */
    private static final Duration A_YEAR_OR_SO = Duration.ofDays(180);

    private final LogTimes times;
    private final List<Step> steps = new ArrayList<>();
    private Duration disorder = USUAL_DISORDER;
    private Instant latest;
    private Instant back;
    private long backLine;
    private int stayed;

    public BackSteps(LogTimes times) {
        this.times = times;
    }

    /**
     * @param line the first line whose time is less
     * @param before the latest time until there
     * @param after the time of that line
     */
    public record Step(long line, Instant before, Instant after) {
        public Duration by() {
            return Duration.between(after, before);
        }
    }

    public List<Step> all() {
        return List.copyOf(steps);
    }

    void line(long number, String text) {
        if (steps.size() >= MOST || (number > CLOSE_LOOK && number % THEN_EVERY != 0)) {
            return;
        }
        String head = text.length() <= HEAD ? text : text.substring(0, HEAD);
        times.parse(LineScan.timeOf(head)).map(Stamp::at).ifPresent(at -> time(number, at));
    }

    private void time(long number, Instant at) {
        boolean isBack = latest != null && at.isBefore(latest.minus(disorder));
        if (!isBack) {
            settle();
            latest = latest == null || at.isAfter(latest) ? at : latest;
            return;
        }
        if (back == null) {
            back = at;
            backLine = number;
        }
        if (++stayed >= FOR_GOOD) {
            Step step = new Step(backLine, latest, back);
            if (step.by().compareTo(A_YEAR_OR_SO) < 0) {
                steps.add(step);
            }
            latest = at;
            back = null;
            stayed = 0;
        }
    }

    /** It went on as before: what was back was out of order, and as much may be again. */
    private void settle() {
        if (back != null) {
            Duration seen = Duration.between(back, latest).multipliedBy(2);
            disorder = seen.compareTo(disorder) > 0 ? seen : disorder;
        }
        back = null;
        stayed = 0;
    }
}
