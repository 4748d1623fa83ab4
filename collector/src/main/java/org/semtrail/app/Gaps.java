package org.semtrail.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Unseen;

/** What several looks at one host could not see, each thing told once: its figures differ from look to look. */
final class Gaps {
    private final Map<List<String>, Unseen> gaps;

    Gaps(List<Unseen> first) {
        this.gaps = first.stream()
                .collect(Collectors.toMap(Gaps::sense, u -> u, (earlier, later) -> earlier, LinkedHashMap::new));
    }

    void add(List<Unseen> more) {
        more.forEach(u -> gaps.putIfAbsent(sense(u), u));
    }

    List<Unseen> all() {
        return List.copyOf(gaps.values());
    }

    private static List<String> sense(Unseen gap) {
        return List.of(
                gap.what().replaceAll("\\d+", "#"),
                gap.why().replaceAll("\\d+", "#"),
                gap.kind().name());
    }
}
