package org.semtrail.capture.jfr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chunk that could be read.
 *
 * @param concerned whether it covers a time that is asked for
 */
record Candidate(Place place, Place.Source file, Chunk chunk, boolean concerned) {
    /** Somebody else's chunk that claims the same beginning does not hide it. */
    private List<Object> key() {
        return List.of(chunk.start(), chunk.startTicks(), place.owner(), place.isTrusted());
    }

    private record Turn(int number, Candidate candidate) {}

    /** The best of each owner, then the second of each, and so on; a chunk that is also in a copy of its owner counts once. */
    static List<Candidate> byTurns(List<Candidate> all) {
        List<Candidate> best = all.stream()
                .sorted(Comparator.comparing((Candidate c) -> !c.concerned())
                        .thenComparing(c -> c.chunk().end(), Comparator.reverseOrder()))
                .toList();
        Map<Long, Integer> turns = new HashMap<>();
        Map<List<Object>, Candidate> once = new LinkedHashMap<>();
        best.forEach(c -> once.putIfAbsent(c.key(), c));
        List<Turn> order = new ArrayList<>();
        once.values().forEach(c -> order.add(new Turn(turns.merge(c.place().owner(), 1, Integer::sum), c)));
        return order.stream()
                .sorted(Comparator.comparing(Turn::number))
                .map(Turn::candidate)
                .toList();
    }
}
