package org.semtrail.agent.emit;

import java.util.LinkedHashMap;
import java.util.Map;

/** The counters of all threads, in stripes so that threads do not wait for each other's cache lines, and their way into events. */
final class Usage {
    private static final int MOST_STRIPES = 16;
    static final UsageTable[] STRIPES = stripes();

    private Usage() {}

    private static UsageTable[] stripes() {
        int count = 1;
        while (count < Math.min(Runtime.getRuntime().availableProcessors(), MOST_STRIPES)) {
            count *= 2;
        }
        UsageTable[] tables = new UsageTable[count];
        for (int i = 0; i < count; i++) {
            tables[i] = new UsageTable();
        }
        return tables;
    }

    /** Writes one event for each key that was used since the last time. */
    static synchronized void tell() {
        Sink sink = new Sink();
        for (UsageTable table : STRIPES) {
            table.drainTo(sink);
        }
        for (Map.Entry<String, UsageSums> entry : sink.sums.entrySet()) {
            IpcUsage event = new IpcUsage();
            event.fill(sink.cells.get(entry.getKey()), entry.getValue());
            event.commit();
        }
    }

    /** Adds up what the stripes counted under the same key. */
    static final class Sink {
        private final Map<String, UsageSums> sums = new LinkedHashMap<>();
        private final Map<String, UsageCell> cells = new LinkedHashMap<>();

        /** All calls of all keys. */
        long count() {
            long count = 0;
            for (UsageSums each : sums.values()) {
                count += each.count;
            }
            return count;
        }

        /** False if nothing was counted there. */
        boolean take(UsageCell cell) {
            UsageSums own = new UsageSums();
            if (!cell.drainTo(own)) {
                return false;
            }
            Status.suppressed(own.suppressed);
            String key = cell.site.number + " " + cell.object + " " + cell.errno;
            cells.put(key, cell);
            UsageSums all = sums.get(key);
            if (all == null) {
                sums.put(key, own);
            } else {
                all.add(own);
            }
            return true;
        }
    }
}
