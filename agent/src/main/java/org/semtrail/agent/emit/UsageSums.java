package org.semtrail.agent.emit;

/** What was counted under one key since the last time, over all stripes. */
final class UsageSums {
    long count;
    long timed;
    long totalNanos;
    long maxNanos;
    long suppressed;
    final long[] histogram = new long[UsageCell.BUCKETS];

    void add(UsageSums other) {
        count += other.count;
        timed += other.timed;
        totalNanos += other.totalNanos;
        maxNanos = Math.max(maxNanos, other.maxNanos);
        suppressed += other.suppressed;
        for (int i = 0; i < histogram.length; i++) {
            histogram[i] += other.histogram[i];
        }
    }

    /** "b0 b1 …" up to the last bucket that is not empty. */
    String histogramText() {
        int last = histogram.length - 1;
        while (last > 0 && histogram[last] == 0) {
            last--;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= last; i++) {
            text.append(i == 0 ? "" : " ").append(histogram[i]);
        }
        return text.toString();
    }
}
