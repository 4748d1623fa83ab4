package org.semtrail.report.page;

import static org.semtrail.report.page.PageText.list;
import static org.semtrail.report.page.PageText.string;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An event that a finding rests on. */
public record EventText(String id, String when, String kind, String actor, String object, String text) {
    static List<EventText> of(JsonNode document, List<FindingText> findings) {
        Set<String> cited = findings.stream()
                .flatMap(f -> f.evidence().stream())
                .flatMap(e -> e.events().stream())
                .collect(Collectors.toSet());
        return list(document, "events").stream()
                .filter(e -> cited.contains(string(e, "id")))
                .map(e -> new EventText(
                        string(e, "id"),
                        Times.text(e.path("t")),
                        string(e, "kind"),
                        string(e, "actor"),
                        string(e, "object"),
                        string(e, "text")))
                .toList();
    }
}
