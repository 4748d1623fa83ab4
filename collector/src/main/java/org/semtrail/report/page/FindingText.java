package org.semtrail.report.page;

import static org.semtrail.report.page.PageText.list;
import static org.semtrail.report.page.PageText.string;
import static org.semtrail.report.page.PageText.strings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One finding with the evidence that it rests on. */
public record FindingText(
        String id,
        Severity severity,
        String what,
        String why,
        String confidence,
        String when,
        List<EvidenceText> evidence,
        List<VerdictText.Step> remedy,
        String again,
        List<String> wouldSettle) {

    /** One piece of evidence; {@code events} are ids, linked to the list of events. */
    public record EvidenceText(String text, String source, List<String> events) {
        private static final int LINKED = 8;

        public List<String> firstEvents() {
            return events.subList(0, Math.min(LINKED, events.size()));
        }

        public int furtherEvents() {
            return Math.max(0, events.size() - LINKED);
        }
    }

    static FindingText of(JsonNode f) {
        return new FindingText(
                string(f, "id"),
                Severity.of(string(f, "severity")),
                string(f, "what"),
                string(f, "why"),
                string(f, "confidence"),
                Times.range(f.path("from"), f.path("to")),
                list(f, "evidence").stream()
                        .map(e -> new EvidenceText(string(e, "text"), string(e, "source"), strings(e, "events")))
                        .toList(),
                VerdictText.Step.of(f, "remedy"),
                string(f, "again"),
                strings(f, "would_settle"));
    }
}
