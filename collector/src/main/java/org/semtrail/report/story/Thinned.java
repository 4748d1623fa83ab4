package org.semtrail.report.story;

import java.util.ArrayList;
import java.util.List;

/** Fewer points of a line that look the same: of each stretch the lowest and the highest, at their own times. */
final class Thinned {
    private Thinned() {}

    static List<long[]> points(List<long[]> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<long[]> some = new ArrayList<>();
        int stretches = (most - 2) / 2;
        some.add(all.get(0));
        for (int i = 0; i < stretches; i++) {
            int from = 1 + (int) ((long) i * (all.size() - 2) / stretches);
            int to = 1 + (int) ((long) (i + 1) * (all.size() - 2) / stretches);
            addExtremes(some, all.subList(from, to));
        }
        some.add(all.get(all.size() - 1));
        return some;
    }

    private static void addExtremes(List<long[]> to, List<long[]> stretch) {
        if (stretch.isEmpty()) {
            return;
        }
        long[] low = stretch.get(0);
        long[] high = low;
        for (long[] p : stretch) {
            low = p[1] < low[1] ? p : low;
            high = p[1] > high[1] ? p : high;
        }
        to.add(low[0] <= high[0] ? low : high);
        if (low[0] != high[0]) {
            to.add(low[0] <= high[0] ? high : low);
        }
    }
}
