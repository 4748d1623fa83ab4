package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** How many there were over time, from comings and goings in any order; in few points however long it lasts. */
final class Tide {
    private static final int MAX_BINS = 2_000;

    private TreeMap<Long, long[]> bins = new TreeMap<>();
    private long binMs = 1;

    /** @param change +1 for a coming, -1 for a going */
    void add(long atMs, int change) {
        long[] sums = bins.computeIfAbsent(Math.floorDiv(atMs, binMs), b -> new long[1]);
        sums[0] += change;
        while (bins.size() > MAX_BINS) {
            binMs *= 2;
            TreeMap<Long, long[]> fewer = new TreeMap<>();
            bins.forEach((bin, s) -> fewer.computeIfAbsent(Math.floorDiv(bin, 2), b -> new long[1])[0] += s[0]);
            bins = fewer;
        }
    }

    /** {time, level} at each change in the time that is asked for, beginning with the level before it. */
    List<long[]> points(Asked asked) {
        List<long[]> points = new ArrayList<>();
        long level = 0;
        for (var bin : bins.entrySet()) {
            long at = bin.getKey() * binMs;
            if (asked.has(at)) {
                if (points.isEmpty()) {
                    points.add(new long[] {asked.fromMs() == Long.MIN_VALUE ? at : asked.fromMs(), level});
                }
                points.add(new long[] {asked.clip(at + binMs), level + bin.getValue()[0]});
            }
            level += at <= asked.toMs() ? bin.getValue()[0] : 0;
        }
        if (points.isEmpty() && level > 0) {
            points.add(new long[] {asked.fromMs(), level});
        }
        return points;
    }
}
