package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The moments that are kept of any number: of each kind, call and outcome the first, the last and those that weigh most. The
 * words of the others are never made.
 */
final class Shelf {
    private static final int MAX_GROUPS = 400;

    private final int each;
    private final Map<Object, Group> groups = new LinkedHashMap<>();
    private long total;

    /** @param each how many of the first, of the last and of the heaviest of a group are kept */
    Shelf(int each) {
        this.each = each;
    }

    private record Slip(long atMs, long weight, Supplier<Moment> moment) {}

    private static final class Group {
        private final PriorityQueue<Slip> first =
                new PriorityQueue<>(Comparator.comparingLong(Slip::atMs).reversed());
        private final PriorityQueue<Slip> last = new PriorityQueue<>(Comparator.comparingLong(Slip::atMs));
        private final PriorityQueue<Slip> heaviest = new PriorityQueue<>(Comparator.comparingLong(Slip::weight));
    }

    void offer(Object group, long atMs, long weight, Supplier<Moment> moment) {
        total++;
        Group g = groups.get(groups.size() < MAX_GROUPS || groups.containsKey(group) ? group : "other");
        if (g == null) {
            g = groups.computeIfAbsent(groups.size() < MAX_GROUPS ? group : "other", k -> new Group());
        }
        Slip slip = null;
        if (g.first.size() < each || atMs < g.first.peek().atMs()) {
            slip = new Slip(atMs, weight, moment);
            keep(g.first, slip);
        }
        if (g.last.size() < each || atMs > g.last.peek().atMs()) {
            slip = slip == null ? new Slip(atMs, weight, moment) : slip;
            keep(g.last, slip);
        }
        if (weight > 0
                && (g.heaviest.size() < each || weight > g.heaviest.peek().weight())) {
            keep(g.heaviest, slip == null ? new Slip(atMs, weight, moment) : slip);
        }
    }

    private void keep(PriorityQueue<Slip> queue, Slip slip) {
        queue.add(slip);
        if (queue.size() > each) {
            queue.poll();
        }
    }

    long total() {
        return total;
    }

    /** At most so many, by time; the kinds that tell most are kept. */
    List<Moment> moments(int most) {
        Set<Slip> kept = new LinkedHashSet<>();
        for (Group g : groups.values()) {
            kept.addAll(g.heaviest);
            kept.addAll(g.first);
            kept.addAll(g.last);
        }
        List<Moment> all = new ArrayList<>();
        kept.forEach(s -> all.add(s.moment().get()));
        if (all.size() > most) {
            all.sort(Comparator.comparing(Moment::severity).thenComparing(Moment::kind));
            all.subList(most, all.size()).clear();
        }
        all.sort(Comparator.comparingLong(Moment::atMs)
                .thenComparing(Moment::kind, Comparator.reverseOrder())
                .thenComparing(Moment::text));
        return all;
    }
}
