package org.semtrail.agent.emit;

import java.util.concurrent.atomic.AtomicInteger;

/** What the probe keeps for each thread: whether it is within a recorded call, and the counters it used last. */
final class CallState {
    private static final int RECENT = 8;
    private static final int INSTANT_CALLS_A_SAMPLE = 16;
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final ThreadLocal<CallState> CURRENT = new ThreadLocal<CallState>() {
        @Override
        protected CallState initialValue() {
            return new CallState();
        }
    };

    /** Whether calls that cannot block are all timed too. */
    static boolean timesAll;

    /** Whether this thread is between enter and leave: layers below then say nothing. */
    boolean inside;

    /** What {@link Probe#losses} was at the last enter. */
    private int losses;

    private int instant;
    private final UsageTable table = Usage.STRIPES[NEXT.getAndIncrement() & (Usage.STRIPES.length - 1)];
    private final UsageCell[] recent = new UsageCell[RECENT];

    static CallState current() {
        return CURRENT.get();
    }

    /** False if this thread is within a recorded call already. */
    boolean enter() {
        if (inside && losses == Probe.losses) {
            return false;
        }
        // After a loss this thread may not be inside at all; if it is, its call is told twice, once.
        losses = Probe.losses;
        if (!Recorder.started) {
            Recorder.await();
        }
        inside = true;
        return true;
    }

    /** Whether a call that cannot block is timed all the same: one in so many, or each where each is told with its duration. */
    boolean samples(Site site) {
        return (++instant & (INSTANT_CALLS_A_SAMPLE - 1)) == 0 || timesAll || site.kind.slowNanos == 0;
    }

    UsageCell cell(Site site, long object, int errno) {
        int slot = (site.number + (int) object + errno) & (RECENT - 1);
        UsageCell cell = recent[slot];
        if (cell == null || !cell.counts(site, object, errno)) {
            cell = table.cell(site, object, errno);
            recent[slot] = cell;
        }
        return cell;
    }
}
