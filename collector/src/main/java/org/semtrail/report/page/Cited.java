package org.semtrail.report.page;

import static org.semtrail.report.page.PageText.list;
import static org.semtrail.report.page.PageText.string;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the findings rest on, by the ids by which they name it: events, and sources. */
final class Cited {
    private final Map<String, EventText> events = new LinkedHashMap<>();
    private final Map<String, Set<FindingText.Anchor>> findings = new HashMap<>();
    private final SourceNames sources;

    /** Of the events only those that a finding names. */
    Cited(JsonNode document) {
        sources = new SourceNames(document);
        List<JsonNode> all = list(document, "findings");
        for (int place = 0; place < all.size(); place++) {
            FindingText.Anchor anchor = FindingText.Anchor.of(place, all.get(place));
            for (JsonNode evidence : list(all.get(place), "evidence")) {
                evidence.path("events").forEach(id -> cite(Visible.text(id.asText("")), anchor));
            }
        }
        for (JsonNode event : list(document, "events")) {
            if (events.containsKey(string(event, "id"))) {
                events.put(string(event, "id"), EventText.of(event, findings(string(event, "id"))));
            }
        }
        events.values().removeIf(event -> event == null);
    }

    private void cite(String event, FindingText.Anchor by) {
        events.put(event, null);
        findings.computeIfAbsent(event, e -> new LinkedHashSet<>()).add(by);
    }

    /** Those that rest on an event. */
    List<FindingText.Anchor> findings(String event) {
        return List.copyOf(findings.getOrDefault(event, Set.of()));
    }

    boolean has(String id) {
        return events.containsKey(id);
    }

    EventText event(String id) {
        return events.get(id);
    }

    Collection<EventText> all() {
        return events.values();
    }

    SourceNames sources() {
        return sources;
    }
}
