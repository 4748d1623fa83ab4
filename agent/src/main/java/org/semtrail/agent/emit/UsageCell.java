package org.semtrail.agent.emit;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts the calls of one site on one object with one outcome, and how long they took. */
final class UsageCell {
    static final int BUCKETS = 26;
    private static final int LOWEST_BIT = 10;
    private static final int UNTIMED = 0;
    private static final int TOTAL = 1;
    private static final int MAX = 2;
    private static final int SUPPRESSED = 3;
    private static final int FIRST_BUCKET = 4;

    final Site site;
    final long object;
    final int errno;
    /** Set when the table lets go of it; a thread that still knows it then asks the table again, or if it has just counted, says so. */
    volatile boolean retired;

    private final UsageTable table;

    private final AtomicLongArray values = new AtomicLongArray(FIRST_BUCKET + BUCKETS);
    private final Burst burst = new Burst();

    UsageCell(UsageTable table, Site site, long object, int errno) {
        this.table = table;
        this.site = site;
        this.object = object;
        this.errno = errno;
    }

    boolean counts(Site asked, long askedObject, int askedErrno) {
        return site == asked && object == askedObject && errno == askedErrno && !retired;
    }

    void add(long nanos) {
        values.getAndAdd(TOTAL, nanos);
        values.getAndIncrement(FIRST_BUCKET + bucket(nanos));
        if (nanos > values.get(MAX)) {
            raiseMax(nanos);
        }
        if (retired) {
            table.keep(this);
        }
    }

    void addUntimed() {
        values.getAndIncrement(UNTIMED);
        if (retired) {
            table.keep(this);
        }
    }

    /** Whether one more event of this kind may be written now; if not, it is counted as suppressed. */
    boolean mayTell(long now) {
        if (burst.allows(now)) {
            return true;
        }
        values.getAndIncrement(SUPPRESSED);
        return false;
    }

    private void raiseMax(long nanos) {
        long seen = values.get(MAX);
        while (nanos > seen && !values.compareAndSet(MAX, seen, nanos)) {
            seen = values.get(MAX);
        }
    }

    /** 0 below 2^10 ns, 1 below 2^11 ns, and so on; the last is open. */
    static int bucket(long nanos) {
        int bit = Long.SIZE - Long.numberOfLeadingZeros(nanos);
        return bit <= LOWEST_BIT ? 0 : Math.min(bit - LOWEST_BIT, BUCKETS - 1);
    }

    /** Moves what was counted to {@code sums} and starts again; false if there was nothing. */
    boolean drainTo(UsageSums sums) {
        long untimed = values.getAndSet(UNTIMED, 0);
        sums.count += untimed;
        long timed = 0;
        for (int i = 0; i < BUCKETS; i++) {
            long calls = values.getAndSet(FIRST_BUCKET + i, 0);
            sums.histogram[i] += calls;
            timed += calls;
        }
        sums.count += timed;
        sums.timed += timed;
        sums.totalNanos += values.getAndSet(TOTAL, 0);
        sums.maxNanos = Math.max(sums.maxNanos, values.getAndSet(MAX, 0));
        sums.suppressed += values.getAndSet(SUPPRESSED, 0);
        return untimed + timed > 0;
    }
}
