package org.semtrail.correlate.story;

import java.util.List;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmStack;
import org.semtrail.correlate.story.Moment.Kind;
import org.semtrail.correlate.story.Moment.Severity;

/** Puts on the shelf what JVMs recorded; the words of what is not kept are never made. */
final class CallEvents {
    /** What took less is a point on the line of time. */
    private static final long SHORT_NANOS = 1_000_000;

    private final Asked asked;
    private final Shelf shelf;
    private String source = "";

    CallEvents(Asked asked, Shelf shelf) {
        this.asked = asked;
        this.shelf = shelf;
    }

    /** What follows is told by this source. */
    void from(String sourceId) {
        source = sourceId;
    }

    /** Something of a JVM that is no call. */
    void tell(String group, Kind kind, Severity severity, JvmLine jvm, long at, long weight, String text) {
        String from = source;
        if (asked.has(at)) {
            shelf.offer(
                    group + " " + jvm.key,
                    at,
                    weight,
                    () -> new Moment(
                            at,
                            null,
                            kind,
                            severity,
                            jvm.key,
                            null,
                            null,
                            null,
                            text,
                            JvmStack.NONE,
                            from,
                            jvm.uncertainMs()));
        }
    }

    void show(JvmLine jvm, OfCall call) {
        long at = call.at().toEpochMilli();
        Kind kind = CallKind.of(call);
        String errno = CallWords.errno(call.call());
        long nanos = call.call().duration().toNanos();
        boolean isLong = nanos >= SHORT_NANOS;
        String from = source;
        shelf.offer(
                List.of(kind, call.called(), "" + errno, jvm.key),
                at,
                isLong ? nanos : 0,
                () -> new Moment(
                        at,
                        isLong ? Long.valueOf(call.call().end().toEpochMilli()) : null,
                        kind,
                        CallKind.severity(errno),
                        jvm.key,
                        CallWords.object(call),
                        call.called(),
                        errno,
                        CallWords.of(call),
                        call.call().stack(),
                        from,
                        jvm.uncertainMs()));
    }
}
