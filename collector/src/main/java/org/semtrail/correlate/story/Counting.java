package org.semtrail.correlate.story;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.semtrail.capture.jfr.JvmEvent.IpcUsage;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;

/** Counts calls, those that are told one by one and those that the agent only counted, each of them once. */
final class Counting {
    private static final String NONE = "none";
    private static final String UNKNOWN = "unknown";
    private static final int MOST = 200_000;

    /** Calls whose every failure is an event of its own. */
    private static final Pattern TOLD_EACH = Pattern.compile("(get|ctl|_open|_unlink)$");

    final Activity activity = new Activity(20_000);
    final Stacks stacks = new Stacks();

    /** {count, nanoseconds} of operations that were told one by one and are among the counts that follow. */
    private final Map<Object, long[]> told = new HashMap<>();

    /** What was counted last and not told by then: a thread's events may stand in a recording after the count that has them. */
    private final Map<Object, Counted> counted = new HashMap<>();

    private record Counted(long at, Activity.Cell cell, long[] left) {}

    void call(JvmLine jvm, OfCall call, long at) {
        String object = CallWords.object(call) == null ? NONE : CallWords.object(call);
        String errno = CallWords.errno(call.call());
        String outcome = errno == null ? "ok" : errno;
        long nanos = call.call().duration().toNanos();
        if (call instanceof SemOperation) {
            tell(
                    List.of(jvm.key, call.called(), object, outcome),
                    call.call().end().toEpochMilli(),
                    nanos);
        }
        activity.add(
                at, cell(jvm, stacks.of(call.call().stack()), CallWords.name(call), object, outcome), 1, nanos, nanos);
    }

    private void tell(Object key, long ended, long nanos) {
        Counted before = counted.get(key);
        if (before != null && before.at >= ended && before.left[0] > 0) {
            long less = Math.min(nanos, before.left[1]);
            activity.add(before.at, before.cell, -1, -less, 0);
            before.left[0]--;
            before.left[1] -= less;
        } else if (told.size() < MOST || told.containsKey(key)) {
            long[] sums = told.computeIfAbsent(key, k -> new long[2]);
            sums[0]++;
            sums[1] += nanos;
        }
    }

    void usage(JvmLine jvm, IpcUsage u, long at) {
        if (u.errno() != 0 && TOLD_EACH.matcher(u.call()).find()) {
            return;
        }
        String object = u.object() < 0 ? NONE : u.kind() + " " + u.object();
        String outcome = u.errno() == 0 ? "ok" : CallWords.errno(u.errno());
        Object key = List.of(jvm.key, u.call(), object, outcome);
        long[] before = told.getOrDefault(key, new long[2]);
        long count = u.count() - Math.min(before[0], u.count());
        long nanos = Math.max(0, u.totalNanos() - before[1]);
        before[0] -= u.count() - count;
        before[1] = Math.max(0, before[1] - u.totalNanos());
        if (count > 0) {
            Activity.Cell cell = cell(jvm, -1, u.call(), object, outcome);
            activity.add(at, cell, count, nanos, u.maxNanos());
            if (counted.size() < MOST || counted.containsKey(key)) {
                counted.put(key, new Counted(at, cell, new long[] {count, nanos}));
            }
        }
    }

    private Activity.Cell cell(JvmLine jvm, int stack, String call, String object, String outcome) {
        return new Activity.Cell(
                0,
                activity.jvms.of(jvm.key),
                activity.units.of(jvm.home.unit() == null ? UNKNOWN : jvm.home.unit()),
                activity.owners.of(jvm.home.owner() == null ? UNKNOWN : jvm.home.owner()),
                stack,
                activity.calls.of(call),
                activity.objects.of(object),
                activity.outcomes.of(outcome));
    }
}
