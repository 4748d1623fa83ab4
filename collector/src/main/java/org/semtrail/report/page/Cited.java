package org.semtrail.report.page;

import static org.semtrail.report.page.PageText.list;
import static org.semtrail.report.page.PageText.string;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the findings rest on, by the ids by which they name it: events, and sources. */
final class Cited {
    private final Map<String, EventText> events = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();

    /** Of the events only those that a finding names. */
    Cited(JsonNode document) {
        for (JsonNode finding : list(document, "findings")) {
            for (JsonNode evidence : list(finding, "evidence")) {
                evidence.path("events").forEach(id -> events.put(Visible.text(id.asText("")), null));
            }
        }
        for (JsonNode event : list(document, "events")) {
            if (events.containsKey(string(event, "id"))) {
                events.put(string(event, "id"), EventText.of(event));
            }
        }
        events.values().removeIf(event -> event == null);
        list(document, "sources").forEach(s -> sources.put(string(s, "id"), fileName(string(s, "path"))));
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

    /** The name of a source's file; what is no source's id stays as it is. */
    String source(String id) {
        return sources.getOrDefault(id, id);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
