package org.semtrail.report.page;

import static org.semtrail.report.page.PageText.string;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * An event that a finding rests on.
 *
 * @param clock the time of the day alone
 * @param findings the findings that rest on it
 */
public record EventText(
        String id,
        String when,
        String clock,
        String kind,
        String actor,
        String object,
        String text,
        List<FindingText.Anchor> findings) {
    static EventText of(JsonNode e, List<FindingText.Anchor> findings) {
        return new EventText(
                string(e, "id"),
                Times.text(e.path("t")),
                Times.clock(e.path("t")),
                string(e, "kind"),
                string(e, "actor"),
                string(e, "object"),
                string(e, "text"),
                findings);
    }
}
