package org.semtrail.report.page;

import static org.semtrail.report.page.PageText.list;
import static org.semtrail.report.page.PageText.string;
import static org.semtrail.report.page.PageText.strings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One finding with the evidence that it rests on.
 *
 * @param anchor where it stands on the page
 * @param remedyIsTheVerdicts whether it is the same that stands beside the verdict
 */
public record FindingText(
        Anchor anchor,
        String id,
        Severity severity,
        String what,
        String why,
        String confidence,
        String when,
        List<EvidenceText> evidence,
        List<VerdictText.Step> remedy,
        boolean remedyIsTheVerdicts,
        String again,
        List<String> wouldSettle) {

    /**
     * One piece of evidence.
     *
     * @param sourceAnchor where the source stands among the inputs; empty if it is none of them
     * @param events the first of those that it rests on, linked to the list of events
     * @param further how many more there are, or were left out of the document
     */
    public record EvidenceText(String text, String source, String sourceAnchor, List<EventText> events, int further) {
        private static final int LINKED = 8;

        static EvidenceText of(JsonNode e, Cited cited) {
            String said = e.path("source").asText("");
            List<String> ids = strings(e, "events");
            List<EventText> known =
                    ids.stream().filter(cited::has).map(cited::event).toList();
            List<EventText> linked = known.subList(0, Math.min(LINKED, known.size()));
            return new EvidenceText(
                    string(e, "text"),
                    Visible.text(cited.sources().of(said)),
                    cited.sources().anchor(said),
                    linked,
                    ids.size() - linked.size());
        }
    }

    /**
     * A place on the page to go to: several findings may be of one kind, so it goes by their order.
     *
     * @param name what a link to it is called
     */
    public record Anchor(String id, String name) {
        static Anchor of(int place, JsonNode finding) {
            return new Anchor("finding-" + (place + 1), string(finding, "id"));
        }
    }

    /** @param verdict what it says already is not said again */
    static FindingText of(int place, JsonNode f, Cited cited, VerdictText verdict) {
        return new FindingText(
                Anchor.of(place, f),
                string(f, "id"),
                Severity.of(string(f, "severity")),
                string(f, "what"),
                string(f, "why"),
                VerdictText.sureness(string(f, "confidence")),
                Times.range(f.path("from"), f.path("to")),
                list(f, "evidence").stream().map(e -> EvidenceText.of(e, cited)).toList(),
                VerdictText.Step.of(f, "remedy"),
                VerdictText.Step.of(f, "remedy").equals(verdict.steps()),
                string(f, "again").equals(verdict.again()) ? "" : string(f, "again"),
                strings(f, "would_settle").equals(verdict.wouldSettle()) ? List.of() : strings(f, "would_settle"));
    }
}
