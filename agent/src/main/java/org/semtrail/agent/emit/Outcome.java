package org.semtrail.agent.emit;

import java.util.concurrent.atomic.AtomicLong;

/** Decides what becomes of a finished call: counted, told as an event, or both. */
final class Outcome {
    private static final AtomicLong TOLD = new AtomicLong();

    private Outcome() {}

    /** How many calls became events until now. */
    static long told() {
        return TOLD.get();
    }

    /** The event to commit, by the caller, so that only the probe's own frame is on its stack; null if there is none. */
    static CallEvent of(
            Site site,
            long start,
            long end,
            long result,
            int errno,
            long a0,
            long a1,
            long a2,
            long a3,
            long a4,
            Object first,
            Object second)
            throws IllegalAccessException {
        CallState state = CallState.current();
        try {
            boolean failed = site.fails(result);
            if (site.hot && !failed) {
                UsageCell cell = state.cell(site, a0, 0);
                if (start == Probe.UNTIMED) {
                    cell.addUntimed();
                    return null;
                }
                long nanos = end - start;
                cell.add(nanos);
                if (nanos < site.kind.slowNanos) {
                    return null;
                }
            }
            long[] arguments = {a0, a1, a2, a3, a4};
            return told(
                    state, new Call(site, start, end, result, failed, failed ? errno : 0, arguments, first, second));
        } finally {
            state.inside = false;
        }
    }

    /** The same for a call that failed whatever its result would have been. */
    static CallEvent failed(
            Site site,
            long start,
            long end,
            int errno,
            long a0,
            long a1,
            long a2,
            long a3,
            long a4,
            Object first,
            Object second)
            throws IllegalAccessException {
        CallState state = CallState.current();
        try {
            long[] arguments = {a0, a1, a2, a3, a4};
            return told(state, new Call(site, start, end, site.failureResult(), true, errno, arguments, first, second));
        } finally {
            state.inside = false;
        }
    }

    private static CallEvent told(CallState state, Call call) throws IllegalAccessException {
        boolean isKept = LiveObjects.follow(call);
        return isToBeTold(state, call) ? event(call, isKept) : null;
    }

    static boolean isToBeTold(CallState state, Call call) {
        long nanos = call.end - call.start;
        if (call.failed) {
            UsageCell cell = state.cell(call.site, call.object(), call.errno);
            if (call.isTimed) {
                cell.add(nanos);
            } else {
                cell.addUntimed();
            }
            boolean wouldHaveBlocked = call.site.hot && (call.errno == Errno.EAGAIN || call.errno == Errno.ENOMSG);
            return (!wouldHaveBlocked || nanos >= call.site.kind.slowNanos) && cell.mayTell(call.end);
        }
        if (call.onlyLooks()) {
            UsageCell cell = state.cell(call.site, call.object(), 0);
            cell.add(nanos);
            return cell.mayTell(call.end);
        }
        return !call.mayRepeat() || isFirstOfMany(state.cell(call.site, call.subject(), 0), call, nanos);
    }

    /** Beyond what a second may tell of one object, calls are counted; where many objects are counted as one, all are told. */
    private static boolean isFirstOfMany(UsageCell cell, Call call, long nanos) {
        if (cell.object == UsageTable.OTHERS || cell.mayTell(call.end)) {
            return true;
        }
        cell.add(nanos);
        return false;
    }

    /** Before anybody writes, what is kept is told later; the rest is lost. */
    private static CallEvent event(Call call, boolean isKept) throws IllegalAccessException {
        if (!Recorder.writes) {
            if (!isKept) {
                Status.dropped();
            }
            return null;
        }
        CallEvent event = call.site.kind.event();
        if (!event.isEnabled()) {
            return null;
        }
        TOLD.incrementAndGet();
        event.fill(call);
        JfrClock.stamp(event, call.start, call.end);
        return event;
    }
}
