package org.semtrail.diagnose.story;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.offline.BackSteps;
import org.semtrail.capture.offline.LifeLine;
import org.semtrail.capture.offline.LineScan;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.capture.offline.LogTimes;
import org.semtrail.capture.offline.LogTimes.Stamp;
import org.semtrail.correlate.story.Asked;
import org.semtrail.correlate.story.CallTimes;
import org.semtrail.correlate.story.Story.Gap;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.diagnose.Disease;

/** What one log tells of failures, beginnings and ends, on the one line of time. */
public final class LogMarks {
    private static final int MAX_OF_A_KIND = 40;
    private static final int EXCERPT = 240;

    /** "semget(1, 17, 03600)", and as strace(1) has it. */
    private static final Pattern SEMGET =
            Pattern.compile("\\bsemget\\((?:key=)?-?\\w{1,20}, ?(?:nsems=)?(\\d{1,7})\\b");

    private final String source;
    private final LogTimes times;
    private final Asked asked;
    private final List<Mark> marks = new ArrayList<>();
    private final BackSteps clock;
    private final Map<String, Integer> kinds = new HashMap<>();
    private Instant first;
    private Instant last;
    private Stamp vaguest;
    private int timeless;

    /** @param asked what failed at another time is no mark, nor what ended or began after it */
    public LogMarks(String source, LogTimes times, Asked asked) {
        this.source = source;
        this.times = times;
        this.asked = asked;
        this.clock = new BackSteps(times);
    }

    /** The ends and beginnings; of a kind with many lines the later ones are one mark. */
    public void scan(InputStream in) throws IOException {
        LineScan.scan(in, this::life, clock);
    }

    private void life(String line, LifeLine.Told told) {
        Optional<Stamp> at = stamp(LineScan.timeOf(line));
        Long ms = at.map(s -> s.at().toEpochMilli()).orElse(null);
        // What ended before may be why something fails now; what ended later is not.
        if (!asked.isAll() && (ms == null || ms > asked.toMs())) {
            return;
        }
        boolean before = ms != null && ms < asked.fromMs();
        int n = kinds.merge(told.mechanism() + (before ? " before" : ""), 1, Integer::sum);
        Mark mark = new Mark(told.mechanism(), ms, ms, 1, told.pid(), told.program(), cut(line), source);
        if (n <= MAX_OF_A_KIND) {
            marks.add(mark);
        } else {
            lengthen(mark);
        }
    }

    private void lengthen(Mark later) {
        for (int i = marks.size() - 1; i >= 0; i--) {
            Mark m = marks.get(i);
            if (m.mechanism().equals(later.mechanism())) {
                marks.set(
                        i,
                        new Mark(
                                m.mechanism(),
                                m.atMs(),
                                later.lastMs() == null ? m.lastMs() : later.lastMs(),
                                m.count() + 1,
                                m.pid(),
                                m.program(),
                                m.text(),
                                m.source()));
                return;
            }
        }
    }

    /** Whether what has this time is asked for; null for none. Of what has none it is not known, and it is not. */
    public boolean isAskedFor(String time) {
        return asked.isAll()
                || stamp(time).map(s -> asked.has(s.at().toEpochMilli())).orElse(false);
    }

    /** A failure that was found, with its repetitions. */
    public void failure(LogHit hit) {
        Long from = stamp(hit.time()).map(s -> s.at().toEpochMilli()).orElse(null);
        Long to = Objects.equals(hit.time(), hit.lastTime())
                ? from
                : stamp(hit.lastTime()).map(s -> s.at().toEpochMilli()).orElse(from);
        marks.add(new Mark(
                // Words that do not tell what was full or gone accuse nobody: what they may mean is told beside them.
                hit.signature().sure() ? mechanism(Disease.of(hit)) : "failure",
                from,
                to,
                hit.count(),
                hit.pid() == null || hit.pid() > Integer.MAX_VALUE
                        ? null
                        : Integer.valueOf(hit.pid().intValue()),
                hit.signature().software(),
                cut(hit.excerpt()) + (hit.texts() < 2 ? "" : " (and others, in " + hit.texts() + " wordings)"),
                source,
                nsems(hit),
                hit.object()));
    }

    /** How many semaphores a message says that it asked for; null where it does not. */
    private static Integer nsems(LogHit hit) {
        Matcher semget = SEMGET.matcher(hit.excerpt() + " " + String.join(" ", hit.details()));
        return semget.find() ? Integer.valueOf(semget.group(1)) : null;
    }

    private static String mechanism(Disease disease) {
        return switch (disease) {
            case EXHAUSTION, UDEV_COOKIE -> "no-room";
            case REMOVED, POSIX_REMOVED -> "set-removed";
            case REMOVED_BEFORE -> "set-gone";
            case SET_TOO_BIG -> "set-too-large";
            default -> "failure";
        };
    }

    private Optional<Stamp> stamp(String text) {
        Optional<Stamp> stamp = times.parse(text);
        if (stamp.isEmpty()) {
            timeless += text == null ? 0 : 1;
            return stamp;
        }
        Instant at = stamp.get().at();
        first = first == null || at.isBefore(first) ? at : first;
        last = last == null || at.isAfter(last) ? at : last;
        vaguest = vaguest == null || stamp.get().uncertainMs() > vaguest.uncertainMs() ? stamp.get() : vaguest;
        return stamp;
    }

    private static String cut(String line) {
        String text = line.strip();
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }

    public List<Mark> all() {
        return List.copyOf(marks);
    }

    public Instant first() {
        return first;
    }

    public Instant last() {
        return last;
    }

    public long uncertainMs() {
        long stepped =
                clock.all().stream().mapToLong(s -> s.by().toMillis()).max().orElse(0);
        return Math.max(stepped, vaguest == null ? 0 : vaguest.uncertainMs());
    }

    /** Where its times go back. */
    public List<Gap> clockSteps(String name) {
        return clock.all().stream()
                .map(s -> new Gap(
                        "clock of " + name,
                        "its times go back by " + CallTimes.words(s.by().toMillis()) + " at line " + s.line()
                                + ": the clock was set back"
                                + (s.by().toMinutes() == 60 ? ", summer time ended" : "")
                                + ", or the log was put together of several; which times are right is not known",
                        s.after().toEpochMilli(),
                        s.before().toEpochMilli()))
                .toList();
    }

    /** How its times were read; null where it told none. */
    public String clock() {
        String without = timeless == 0 ? "" : Amount.of(timeless, "line") + " without a time that is understood";
        return vaguest == null
                ? (without.isEmpty() ? null : without)
                : "times " + vaguest.how() + (without.isEmpty() ? "" : "; " + without);
    }
}
