package org.semtrail.agent.emit;

import java.util.ArrayList;
import java.util.List;

/**
 * The counters of one stripe of threads, by site, object and outcome: open addressing, read without a lock. When it is full,
 * the rest is counted under object -1; what nobody used for a round is let go.
 */
final class UsageTable {
    private static final int SMALLEST = 64;
    private static final int MOST_CELLS = 4096;
    static final long OTHERS = -1;

    private volatile UsageCell[] slots = new UsageCell[SMALLEST];
    private int used;
    private List<UsageCell> leaving = new ArrayList<>();

    UsageCell cell(Site site, long object, int errno) {
        UsageCell[] all = slots;
        for (int i = start(site, object, errno, all.length); all[i] != null; i = (i + 1) & (all.length - 1)) {
            if (all[i].counts(site, object, errno)) {
                return all[i];
            }
        }
        return add(site, object, errno);
    }

    private synchronized UsageCell add(Site site, long object, int errno) {
        UsageCell[] all = slots;
        int i = start(site, object, errno, all.length);
        for (; all[i] != null; i = (i + 1) & (all.length - 1)) {
            if (all[i].counts(site, object, errno)) {
                return all[i];
            }
        }
        if (used >= MOST_CELLS && object != OTHERS) {
            return cell(site, OTHERS, errno);
        }
        UsageCell cell = new UsageCell(this, site, object, errno);
        all[i] = cell;
        used++;
        // A write through the volatile field, so that readers find the cell complete.
        slots = used * 2 > all.length ? copy(all, all.length * 2) : all;
        return cell;
    }

    private static UsageCell[] copy(UsageCell[] from, int length) {
        UsageCell[] to = new UsageCell[length];
        for (UsageCell cell : from) {
            if (cell != null && !cell.retired) {
                put(to, cell);
            }
        }
        return to;
    }

    private static void put(UsageCell[] to, UsageCell cell) {
        int i = start(cell.site, cell.object, cell.errno, to.length);
        while (to[i] != null) {
            i = (i + 1) & (to.length - 1);
        }
        to[i] = cell;
    }

    private static int start(Site site, long object, int errno, int length) {
        long hash = (object * 31 + site.number) * 0x9E3779B97F4A7C15L + errno;
        return (int) (hash ^ (hash >>> 32)) & (length - 1);
    }

    /** A cell was let go while a thread was about to count there. */
    synchronized void keep(UsageCell cell) {
        if (!leaving.contains(cell)) {
            leaving.add(cell);
        }
    }

    /** Hands every cell over; the idle ones leave, and are asked once more next time. */
    synchronized void drainTo(Usage.Sink sink) {
        List<UsageCell> left = leaving;
        leaving = new ArrayList<>();
        for (UsageCell cell : slots) {
            if (cell != null && !sink.take(cell)) {
                cell.retired = true;
                leaving.add(cell);
            }
        }
        for (UsageCell cell : left) {
            sink.take(cell);
        }
        if (!leaving.isEmpty()) {
            slots = copy(slots, slots.length);
            used = 0;
            for (UsageCell cell : slots) {
                used += cell == null ? 0 : 1;
            }
        }
    }
}
