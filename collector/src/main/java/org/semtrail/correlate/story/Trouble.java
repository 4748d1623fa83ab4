package org.semtrail.correlate.story;

import java.util.List;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.SemOp;

/** Calls of one JVM that failed for one reason at one place; with an object where the reason is about it. */
public final class Trouble {
    private final JvmLine jvm;
    private final OfCall sample;
    private final String object;
    private final String errno;
    private final boolean known;
    private long count;
    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;

    /** @param known whether the JVM had used the object with success before */
    Trouble(JvmLine jvm, OfCall sample, String object, String errno, boolean known) {
        this.jvm = jvm;
        this.sample = sample;
        this.object = object;
        this.errno = errno;
        this.known = known;
    }

    /** Which semaphores a call that was refused would take; none where that is not known, or it waited for their zero. */
    static List<Integer> semnums(OfCall call) {
        return call instanceof SemOperation operation
                        && CallWords.errno(call.call()).equals("EAGAIN")
                ? SemOp.parse(operation.operations()).stream()
                        .filter(o -> o.value() < 0)
                        .map(SemOp::semnum)
                        .toList()
                : List.of();
    }

    public List<Integer> semnums() {
        return semnums(sample);
    }

    void at(long ms) {
        count++;
        firstMs = Math.min(firstMs, ms);
        lastMs = Math.max(lastMs, ms);
    }

    public JvmLine jvm() {
        return jvm;
    }

    public OfCall sample() {
        return sample;
    }

    public String object() {
        return object;
    }

    public String errno() {
        return errno;
    }

    public boolean known() {
        return known;
    }

    public String place() {
        return Site.place(sample);
    }

    public long count() {
        return count;
    }

    public long firstMs() {
        return firstMs;
    }

    public long lastMs() {
        return lastMs;
    }
}
