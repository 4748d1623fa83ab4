package org.semtrail.capture.jfr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.MsgGet;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.Retold;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.ShmGet;

/** Puts calls that were told again in the place of those whose own chunk is gone; those that are there count once. */
final class Retellings {
    /** JFR's clock and the system's, by which the time was told again, drift apart. */
    private static final Duration SAME = Duration.ofSeconds(1);

    private final Map<Object, TreeSet<Instant>> known = new HashMap<>();
    private final Map<Long, JvmStack> stacks = new HashMap<>();

    private Retellings() {}

    /** What a call is known by besides its time. */
    private record Key(String event, long object, String method) {}

    /** The events of one JVM in the order of time, without any that is there twice. */
    static List<JvmEvent> resolve(List<JvmEvent> events) {
        Retellings retellings = new Retellings();
        List<JvmEvent> resolved = new ArrayList<>(events.size());
        for (JvmEvent event : events) {
            if (!(event instanceof Retold)) {
                resolved.add(event);
                if (event instanceof OfCall call) {
                    retellings.isNew(call);
                }
            }
            if (event instanceof Retold retold) {
                retellings.keepStack(retold);
            }
        }
        for (JvmEvent event : events) {
            if (event instanceof Retold retold && retellings.isNew(retold.original())) {
                resolved.add(retold.with(retellings.stacks.getOrDefault(retold.stackNumber(), JvmStack.NONE)));
            }
        }
        resolved.sort(Comparator.comparing(JvmEvent::at));
        return resolved;
    }

    /** A chunk may have been told the innermost frames alone, another one all of them. */
    private void keepStack(Retold retold) {
        JvmStack stack = retold.original().call().stack();
        stacks.merge(
                retold.stackNumber(),
                stack,
                (a, b) -> a.frames().size() >= b.frames().size() ? a : b);
    }

    private boolean isNew(OfCall call) {
        Key key = key(call);
        if (key == null) {
            return false;
        }
        TreeSet<Instant> times = known.computeIfAbsent(key, k -> new TreeSet<>());
        Instant at = call.at();
        Duration same = key.method().isEmpty() ? Retold.SAME_ID : SAME;
        boolean there = !times.subSet(at.minus(same), true, at.plus(same), true).isEmpty();
        times.add(at);
        return !there;
    }

    /** Null for a call that is never told again. */
    private static Key key(OfCall call) {
        if (call instanceof SemGet get) {
            return new Key("SemGet", get.semid(), "");
        }
        if (call instanceof ShmGet get) {
            return new Key("ShmGet", get.shmid(), "");
        }
        if (call instanceof MsgGet get) {
            return new Key("MsgGet", get.msqid(), "");
        }
        return call instanceof JniCall jni ? new Key("JniCall", jni.call().result(), jni.method()) : null;
    }
}
