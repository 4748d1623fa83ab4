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

    private static final Duration MOST_DISORDER = Duration.ofMinutes(10);

    /** Times without a year that go back further are those of the year before. */
    private static final Duration A_YEAR_OR_SO = Duration.ofDays(180);

    private final LogTimes times;
    private final List<Step> steps = new ArrayList<>();
    private Duration disorder = USUAL_DISORDER;
    private Instant latest;
    private Instant back;
    private Instant backLatest;
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
        List<Step> all = new ArrayList<>(steps);
        if (back != null && stayed >= FOR_GOOD && isStep()) {
            all.add(step());
        }
        return all;
    }

    /** Whether it looks at that line: so that the others of a huge log are not decoded. */
    boolean wants(long number) {
        return steps.size() < MOST && (number <= CLOSE_LOOK || number % THEN_EVERY == 0);
    }

    void line(long number, String text) {
        if (!wants(number)) {
            return;
        }
        String head = text.length() <= HEAD ? text : text.substring(0, HEAD);
        times.parse(LineScan.timeOf(head)).map(Stamp::at).ifPresent(at -> time(number, at));
    }

    private void time(long number, Instant at) {
        boolean isBack = latest != null && at.isBefore(latest.minus(disorder));
        if (back != null && (!isBack || at.isBefore(backLatest.minus(disorder)))) {
            settle(isBack);
        }
        if (!isBack) {
            latest = latest == null || at.isAfter(latest) ? at : latest;
        } else if (at.isBefore(latest.minus(disorder))) {
            back(number, at);
        }
    }

    private void back(long number, Instant at) {
        if (back == null) {
            back = at;
            backLatest = at;
            backLine = number;
            stayed = 0;
        }
        stayed++;
        backLatest = at.isAfter(backLatest) ? at : backLatest;
    }

    /**
     * After a step the clock runs through the time between again. Lines that were only late, such as those of a request that
     * took long, come alone, and the next one is where the log was before.
     *
     * @param further whether it went back even further
     */
    private void settle(boolean further) {
        Duration ran = Duration.between(back, backLatest);
        boolean ranAgain = ran.multipliedBy(2).compareTo(Duration.between(back, latest)) >= 0;
        if (stayed >= FOR_GOOD && (further || ranAgain)) {
            if (isStep()) {
                steps.add(step());
            }
            latest = backLatest;
        } else {
            Duration seen = Duration.between(back, latest).multipliedBy(2);
            disorder = seen.compareTo(MOST_DISORDER) > 0 || seen.compareTo(disorder) < 0 ? disorder : seen;
        }
        back = null;
    }

    private boolean isStep() {
        return step().by().compareTo(A_YEAR_OR_SO) < 0;
    }

    private Step step() {
        return new Step(backLine, latest, back);
    }
}
