package org.semtrail.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.JvmCall;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.OfSet;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.capture.jfr.JvmStack;
import org.semtrail.correlate.CallCounts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.JvmHistory;

/**
 * What JVMs recorded of a set, in JSON: its life cycle from the first call on, the longest waits, the last failures, and
 * how many there are of each.
 */
public final class HistoryJson {
    /** A program may have done the same for weeks. */
    private static final int MAX = 500;

    private HistoryJson() {}

    public static ArrayNode of(List<JvmHistory> histories) {
        ArrayNode array = Json.object().putArray("x");
        histories.forEach(h -> array.add(history(h)));
        return array;
    }

    private static ObjectNode history(JvmHistory h) {
        ObjectNode node = Json.object();
        node.set("jvm", jvm(h.jvm()));
        node.set("created", h.created() == null ? null : call(h.created()));
        ArrayNode candidates = node.putArray("created_by_one_of");
        h.candidates().stream().limit(MAX).forEach(c -> candidates.add(nativeCall(c)));
        calls(node, "calls", h.lifeCycle().toList());
        ArrayNode usage = node.putArray("usage");
        h.usage().forEach(u -> usage.add(counts(u)));
        calls(
                node,
                "waits",
                h.operations()
                        .sorted(Comparator.comparing(
                                        (SemOperation o) -> o.call().duration())
                                .reversed())
                        .toList());
        List<OfSet> failures = h.failures().toList();
        calls(node, "failures", failures.subList(Math.max(0, failures.size() - MAX), failures.size()));
        node.put("failures_total", failures.size());
        return node;
    }

    /** At most so many, and how many there are. */
    private static void calls(ObjectNode node, String name, List<? extends OfSet> all) {
        ArrayNode array = node.putArray(name);
        all.stream().limit(MAX).forEach(c -> array.add(call(c)));
        node.put(name + "_total", all.size());
    }

    public static ObjectNode jvm(JvmFacts jvm) {
        ObjectNode node = Json.object();
        Json.put(node, "pid", jvm.recording().pid());
        Json.put(node, "alive", jvm.alive());
        Json.put(node, "started", jvm.recording().started());
        node.put("recording", jvm.recording().place());
        node.put("recording_uid", jvm.recording().owner());
        Json.put(node, "this_boot", jvm.recording().thisBoot());
        Json.put(node, "from", jvm.recording().from());
        Json.put(node, "to", jvm.recording().to());
        node.put("complete", jvm.recording().complete());
        AgentStatus status = jvm.recording().status();
        node.set("agent", status == null ? null : agent(status));
        return node;
    }

    private static ObjectNode agent(AgentStatus s) {
        ObjectNode node = Json.object();
        node.put("version", s.version());
        node.put("options", s.options());
        node.put("late_attach", s.lateAttach());
        node.put("instrumented", s.instrumented());
        node.put("blind", s.blind());
        node.put("dropped", s.dropped());
        node.put("suppressed", s.suppressed());
        node.put("failures", s.failures());
        node.put("last_failure", s.lastFailure());
        node.put("pid", s.pid());
        node.put("start_ticks", s.startTicks());
        node.put("ipc_ns", s.ipcNs());
        node.put("pid_ns", s.pidNs());
        return node;
    }

    private static ObjectNode call(OfSet event) {
        ObjectNode node = common(event);
        node.put("semid", event.semid());
        if (event instanceof SemGet get) {
            node.put("key", get.key()).put("nsems", get.nsems()).put("semflg", get.semflg());
        } else if (event instanceof SemOperation o) {
            node.put("nsops", o.nsops()).put("operations", o.operations());
            Json.put(node, "timeout_ns", o.timeoutNanos() < 0 ? null : Long.valueOf(o.timeoutNanos()));
        } else if (event instanceof SemControl c) {
            node.put("semnum", c.semnum()).put("command", c.command()).put("argument", c.argument());
        }
        return node;
    }

    private static ObjectNode nativeCall(JniCall c) {
        return common(c).put("method", c.method());
    }

    private static ObjectNode common(OfCall event) {
        JvmCall c = event.call();
        ObjectNode node = Json.object();
        Json.put(node, "at", c.start());
        node.put("call", c.function());
        node.put("binding", c.binding());
        node.put("result", c.result());
        node.put("failed", c.failed());
        Json.put(node, "errno", c.errno());
        Json.put(
                node,
                "error",
                !c.failed() || c.errno() == null
                        ? null
                        : Errno.of(c.errno()).map(Errno::name).orElse(null));
        node.put("duration_ns", nanos(c));
        node.put("thread", c.thread().name());
        node.put("tid", c.thread().tid());
        node.put("virtual_thread", c.virtualThread());
        Json.put(node, "frame", event.frame().map(JvmFrame::toString).orElse(null));
        node.set("stack", stack(c.stack()));
        return node;
    }

    private static long nanos(JvmCall c) {
        try {
            return c.duration().toNanos();
        } catch (ArithmeticException longerThanTwoCenturies) {
            return Long.MAX_VALUE;
        }
    }

    static ArrayNode stack(JvmStack stack) {
        ArrayNode array = Json.object().putArray("x");
        stack.frames().forEach(f -> array.add(f.toString()));
        return array;
    }

    private static ObjectNode counts(CallCounts u) {
        ObjectNode node = Json.object();
        node.put("call", u.call());
        node.put("binding", u.binding());
        node.put("errno", u.errno());
        node.put("count", u.count());
        node.put("timed", u.timed());
        node.put("total_ns", u.totalNanos());
        node.put("max_ns", u.maxNanos());
        Json.put(node, "p50_ns", u.percentile(50));
        Json.put(node, "p99_ns", u.percentile(99));
        Json.put(node, "histogram", u.histogram());
        return node;
    }
}
