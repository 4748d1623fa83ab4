package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for names, so that a table of counts holds numbers; of too many names the later ones are one. */
public final class Labels {
    public static final String OTHER = "other";

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final int most;

    Labels(int most) {
        this.most = most;
    }

    int of(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        String kept = names.size() >= most - 1 ? OTHER : name;
        return numbers.computeIfAbsent(kept, n -> {
            names.add(n);
            return names.size() - 1;
        });
    }

    public List<String> names() {
        return List.copyOf(names);
    }
}
