package org.semtrail.report.page;

import static org.semtrail.report.page.PageText.string;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event that a finding rests on.
 *
 * @param clock the time of the day alone
 */
public record EventText(String id, String when, String clock, String kind, String actor, String object, String text) {
    static EventText of(JsonNode e) {
        return new EventText(
                string(e, "id"),
                Times.text(e.path("t")),
                Times.clock(e.path("t")),
                string(e, "kind"),
                string(e, "actor"),
                string(e, "object"),
                string(e, "text"));
    }
}
