package org.semtrail.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.JvmCall;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.OfSet;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.capture.jfr.JvmStack;
import org.semtrail.correlate.CallCounts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.JvmHistory;

/** What a JVM recorded that it did with a set, for people: calls with their Java stacks, and counts. */
final class HistoryText {
    private static final int WIDTH = 100;
    private static final int MAX_CALLS = 20;
    private static final int MAX_WAITS = 5;
    private static final int MAX_FRAMES = 24;
    private static final String INDENT = "            ";

    private final PrintWriter out;
    private final Instant now;
    private JvmStack before;

    HistoryText(PrintWriter out, Instant now) {
        this.out = out;
        this.now = now;
    }

    void print(JvmHistory history) {
        out.println();
        line("recorded by", jvm(history.jvm()));
        history.candidates().stream()
                .limit(MAX_CALLS)
                .forEach(c -> candidate(c, history.candidates().size()));
        rest(history.candidates().size(), MAX_CALLS, "calls that may have made it");
        List<OfSet> lifeCycle = history.lifeCycle().toList();
        first(lifeCycle, MAX_CALLS).forEach(c -> call(c.equals(history.created()) ? "created" : word(c), c));
        rest(lifeCycle.size(), MAX_CALLS, "calls");
        history.usage().forEach(u -> line("counted", counts(u)));
        waits(history);
        List<OfSet> failures = history.failures().toList();
        last(failures, MAX_WAITS).forEach(c -> call("failed", c));
        rest(failures.size(), MAX_WAITS, "failures before");
    }

    private String jvm(JvmFacts jvm) {
        Instant started = jvm.recording().started();
        return jvm.label() + (started == null ? "" : ", started " + Text.age(started, now)) + ", recorded from "
                + time(jvm.recording().from()) + " to " + time(jvm.recording().to())
                + (jvm.recording().complete() ? "" : " (not all was read)") + "  [" + jvm.source() + "]";
    }

    private static String word(OfSet call) {
        return call instanceof SemGet ? "opened" : JvmHistory.isRemoval(call) ? "removed" : "changed";
    }

    private void candidate(JniCall c, int all) {
        String may = all == 1 ? "" : " (one of " + all + ")";
        line(all == 1 ? "created by" : "may be by", "native method " + c.method() + may + ", " + when(c.call()));
        stack(c);
    }

    private void call(String what, OfSet event) {
        line(what, CallText.of(event) + ", " + when(event.call()));
        stack(event);
    }

    private String when(JvmCall call) {
        return time(call.start()) + " (" + Text.age(call.start(), now) + "), " + call.thread()
                + (call.virtualThread() ? " (virtual)" : "") + ", took " + CallText.duration(call.duration());
    }

    private static Instant time(Instant exact) {
        return exact.truncatedTo(ChronoUnit.MILLIS);
    }

    private void stack(OfCall event) {
        JvmStack stack = event.call().stack();
        if (stack.equals(before) && !stack.frames().isEmpty()) {
            out.println(INDENT + "     at the same place");
            return;
        }
        before = stack;
        JvmFrame here = event.frame().orElse(null);
        List<JvmFrame> frames =
                stack.frames().stream().filter(frame -> !frame.isProbe()).toList();
        for (JvmFrame frame : frames.stream().limit(MAX_FRAMES).toList()) {
            boolean marked = here != null && here.equals(frame);
            out.println(INDENT + (marked ? "  => at " : "     at ") + Text.safe(frame.toString()));
            here = marked ? null : here;
        }
        if (frames.size() > MAX_FRAMES) {
            out.println(INDENT + "     … and " + (frames.size() - MAX_FRAMES) + " more (--json has more)");
        }
    }

    private static String counts(CallCounts u) {
        String what = u.call() + ": " + Text.plural(u.count(), "call")
                + (u.errno() == 0 ? "" : " with " + Errno.describe(u.errno()));
        if (u.percentile(50) == null) {
            return what;
        }
        return what + "; of " + u.timed() + " timed, half took less than " + CallText.nanos(u.percentile(50))
                + ", 99 % less than " + CallText.nanos(u.percentile(99)) + ", the longest "
                + CallText.nanos(u.maxNanos());
    }

    /** Waits of one place, in words of their longest. */
    private void waits(JvmHistory history) {
        Map<JvmStack, List<SemOperation>> places = history.operations()
                .collect(Collectors.groupingBy(o -> o.call().stack(), LinkedHashMap::new, Collectors.toList()));
        places.values().stream()
                .sorted(Comparator.comparing((List<SemOperation> waits) -> total(waits))
                        .reversed())
                .limit(MAX_WAITS)
                .forEach(this::waits);
        rest(places.size(), MAX_WAITS, "places that waited");
    }

    private void waits(List<SemOperation> waits) {
        SemOperation longest = waits.stream()
                .max(Comparator.comparing(w -> w.call().duration()))
                .orElseThrow();
        line(
                "waited",
                Text.plural(waits.size(), "operation") + " recorded one by one, "
                        + CallText.duration(total(waits)) + " together; the longest: " + CallText.of(longest) + ", "
                        + when(longest.call()));
        stack(longest);
    }

    private static Duration total(List<SemOperation> waits) {
        return waits.stream().map(w -> w.call().duration()).reduce(Duration.ZERO, Duration::plus);
    }

    private static Stream<OfSet> first(List<OfSet> all, int most) {
        return all.stream().limit(most);
    }

    private static Stream<OfSet> last(List<OfSet> all, int most) {
        return all.stream().skip(Math.max(0, all.size() - most));
    }

    private void rest(int all, int most, String what) {
        if (all > most) {
            out.println(INDENT + "… and " + (all - most) + " more " + what + " (--json has more)");
        }
    }

    private void line(String name, String value) {
        out.println(Wrap.hanging(String.format("%-11s ", name), Text.safe(value), WIDTH));
    }
}
