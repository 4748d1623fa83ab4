package org.semtrail.capture.jfr;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.semtrail.capture.jfr.RecordingReader.Bounds;

/** How much of the reader's bounds each owner has used: an equal share is everybody's, whatever others left about. */
final class Shares {
    /** A reader that has just begun is slow. */
    private static final long LEAST_NANOS = 300_000_000L;

    private static final long LEAST_CALL_NANOS = 50_000_000L;

    private final Bounds bounds;
    private final int owners;
    private final long deadline;
    private final long slice;
    private final Use all = new Use();
    private final Map<Long, Use> ofOwner = new HashMap<>();

    private static final class Use {
        private long bytes;
        private long events;
        private long nanos;
    }

    /** @param time the part of the bounds' time that this is about */
    Shares(Bounds bounds, Duration time, long owners) {
        this.bounds = bounds;
        this.owners = (int) Math.max(1, owners);
        this.deadline = System.nanoTime() + time.toNanos();
        this.slice = Math.max(LEAST_NANOS, time.toNanos() / this.owners);
    }

    private Use of(long owner) {
        return ofOwner.computeIfAbsent(owner, o -> new Use());
    }

    /** Whether there is time for an owner. */
    boolean hasTime(long owner, boolean equal) {
        return System.nanoTime() < deadline && (!equal || of(owner).nanos < slice);
    }

    /** Whether there is room for so many more bytes of an owner, and for any event. */
    boolean hasRoom(long owner, long bytes, boolean equal) {
        Use own = of(owner);
        return all.bytes + bytes <= bounds.bytes()
                && all.events < bounds.events()
                && (!equal || (own.bytes + bytes <= bounds.bytes() / owners && events(owner, true) > 0));
    }

    /** How many more events of an owner may be kept. */
    int events(long owner, boolean equal) {
        long left = bounds.events() - all.events;
        return (int) (equal ? Math.min(left, (bounds.events() + owners - 1) / owners - of(owner).events) : left);
    }

    /** How long one call for an owner may take. */
    Duration patience(long owner, boolean equal) {
        long left = deadline - System.nanoTime();
        long own = equal ? Math.min(left, slice - of(owner).nanos) : left;
        return Duration.ofNanos(Math.max(LEAST_CALL_NANOS, own));
    }

    void spent(long owner, long since) {
        of(owner).nanos += System.nanoTime() - since;
    }

    void kept(long owner, long bytes, long events) {
        for (Use use : new Use[] {all, of(owner)}) {
            use.bytes += bytes;
            use.events += events;
        }
    }
}
