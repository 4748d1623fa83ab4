package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.semtrail.capture.jfr.RecordingPass.Part;
import org.semtrail.correlate.story.Story.Gap;

/**
 * Where the clock of a JVM's host was set while it recorded. Each chunk has its beginning by that clock, and by a counter
 * that nobody can set (JFR's ticks): where the two disagree from one chunk to the next, the clock was set between them.
 */
final class ClockSteps {
    private static final int MOST = 10_000;
    private static final int FEW = 20;
    private static final long LEAST_MS = 1_000;

    /** How far the counter may drift from the clock, one part of so many. */
    private static final long DRIFT = 3_000;

    private final List<Beginning> beginnings = new ArrayList<>();
    private List<Step> steps;

    private record Beginning(long wallMs, long ticksMs) {}

    /** The clock was set by {@code byMs}, negative for back, some time between the two. */
    record Step(long fromMs, long toMs, long byMs) {
        String words() {
            return "the clock was set " + (byMs < 0 ? "back" : "forward") + " by about "
                    + CallTimes.words(Math.abs(byMs))
                    + (byMs < 0 ? "" : ", or the machine slept")
                    + ": times around there may be off by as much";
        }
    }

    void add(Part part) {
        if (part.ticksPerSecond() > 0 && beginnings.size() < MOST) {
            long ticksMs = (long) (part.startTicks() * 1_000.0 / part.ticksPerSecond());
            steps = null;
            beginnings.add(new Beginning(part.from().toEpochMilli(), ticksMs));
        }
    }

    List<Step> all() {
        steps = steps == null ? reckon() : steps;
        return steps;
    }

    private List<Step> reckon() {
        List<Beginning> sorted = new ArrayList<>(beginnings);
        sorted.sort(Comparator.comparing(Beginning::ticksMs));
        List<Step> found = new ArrayList<>();
        for (int i = 1; i < sorted.size(); i++) {
            Beginning a = sorted.get(i - 1);
            Beginning b = sorted.get(i);
            long passed = b.ticksMs() - a.ticksMs();
            long by = b.wallMs() - a.wallMs() - passed;
            if (Math.abs(by) > LEAST_MS + passed / DRIFT) {
                found.add(new Step(Math.min(a.wallMs(), b.wallMs()), Math.max(a.wallMs(), b.wallMs()), by));
            }
        }
        return found;
    }

    /** By how much times of this JVM may be off. */
    long uncertainMs() {
        return all().stream().mapToLong(s -> Math.abs(s.byMs())).max().orElse(0);
    }

    List<Gap> gaps(String jvm) {
        return all().stream()
                .limit(FEW)
                .map(s -> new Gap("clock of " + jvm, s.words(), s.fromMs(), s.toMs()))
                .toList();
    }
}
