package org.semtrail.correlate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.jfr.JvmEvent.IpcUsage;

/**
 * Calls of one function with one outcome, counted.
 *
 * @param errno 0 for success
 * @param timed how many of them were timed
 * @param histogram timed calls by duration: below 2^10 ns, below 2^11 ns and so on, the last open
 */
public record CallCounts(
        String call,
        String binding,
        int errno,
        long count,
        long timed,
        long totalNanos,
        long maxNanos,
        List<Long> histogram) {
    private static final int FIRST_BUCKET = 10;
    private static final int MAX_BUCKETS = 54;

    public CallCounts {
        histogram = List.copyOf(histogram);
    }

    private record Kind(String call, String binding, int errno) {}

    /** Sums of what was counted from event to event, most calls first. */
    static List<CallCounts> sum(Collection<IpcUsage> usages) {
        Map<Kind, CallCounts> sums = new LinkedHashMap<>();
        for (IpcUsage u : usages) {
            sums.merge(new Kind(u.call(), u.binding(), u.errno()), of(u), CallCounts::plus);
        }
        return sums.values().stream()
                .sorted((a, b) -> Long.compare(b.count(), a.count()))
                .toList();
    }

    private static CallCounts of(IpcUsage u) {
        return new CallCounts(
                u.call(),
                u.binding(),
                u.errno(),
                Math.max(0, u.count()),
                Math.max(0, u.timed()),
                Math.max(0, u.totalNanos()),
                Math.max(0, u.maxNanos()),
                buckets(u.histogram()));
    }

    /** The numbers in "0 3 17"; what is no number counts as none. */
    private static List<Long> buckets(String text) {
        return text.isBlank()
                ? List.of()
                : java.util.Arrays.stream(text.strip().split("\\s+", MAX_BUCKETS + 1))
                        .limit(MAX_BUCKETS)
                        .map(n -> n.matches("\\d{1,18}") ? Long.valueOf(n) : Long.valueOf(0))
                        .toList();
    }

    private CallCounts plus(CallCounts other) {
        int size = Math.max(histogram.size(), other.histogram.size());
        List<Long> both = java.util.stream.IntStream.range(0, size)
                .mapToObj(i -> at(histogram, i) + at(other.histogram, i))
                .toList();
        return new CallCounts(
                call,
                binding,
                errno,
                count + other.count,
                timed + other.timed,
                totalNanos + other.totalNanos,
                Math.max(maxNanos, other.maxNanos),
                both);
    }

    private static long at(List<Long> list, int i) {
        return i < list.size() ? list.get(i) : 0;
    }

    /**
     * The duration in ns that this share of the timed calls stayed below, as finely as the histogram tells: the upper
     * end of a bucket, at most the longest call; null where nothing was timed.
     *
     * @param percent 0 to 100
     */
    public Long percentile(int percent) {
        long all = histogram.stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return null;
        }
        long wanted = Math.max(1, (all * percent + 99) / 100);
        long seen = 0;
        for (int i = 0; i < histogram.size(); i++) {
            seen += histogram.get(i);
            if (seen >= wanted) {
                return i == histogram.size() - 1 ? maxNanos : Math.min(maxNanos, 1L << (FIRST_BUCKET + i));
            }
        }
        return maxNanos;
    }
}
