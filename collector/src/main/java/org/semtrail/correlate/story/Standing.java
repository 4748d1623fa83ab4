package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How the sets that a table lists came together, by their ctime. It tells since when, where nothing else does; those that
 * were removed meanwhile are not in it, and one that was changed counts from its change on (semctl(2)).
 */
final class Standing {
    static final String NAME = "sets that are there still, by when they were made or last changed";

    private Standing() {}

    /**
     * @param first the first time that anything else tells of; where that is not the table alone, no older time is worth
     *     to be drawn: what was there already counts at it
     */
    static List<long[]> points(Told told, Asked asked, OptionalLong first) {
        if (told.tables == null || told.tablesAt == null) {
            return List.of();
        }
        List<Long> born = told.tables.stream()
                .map(Life::born)
                .filter(Objects::nonNull)
                .filter(at -> at <= told.tablesAt)
                .sorted()
                .toList();
        long from = first.isPresent() && first.getAsLong() < told.tablesAt ? first.getAsLong() : asked.fromMs();
        List<long[]> points = new ArrayList<>();
        for (int i = 0; i < born.size(); i++) {
            if (asked.has(born.get(i))) {
                add(points, Math.max(from, born.get(i)), i + 1);
            }
        }
        if (!points.isEmpty() && asked.has(told.tablesAt)) {
            add(points, told.tablesAt, born.size());
        }
        return points;
    }

    /** Of several at one time the last counts. */
    private static void add(List<long[]> points, long at, long count) {
        if (!points.isEmpty() && points.get(points.size() - 1)[0] == at) {
            points.remove(points.size() - 1);
        }
        points.add(new long[] {at, count});
    }
}
