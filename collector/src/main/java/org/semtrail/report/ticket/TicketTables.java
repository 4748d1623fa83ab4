package org.semtrail.report.ticket;

import static org.semtrail.report.ticket.Markdown.safe;
import static org.semtrail.report.ticket.Ticket.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.report.page.SourceNames;
import org.semtrail.report.page.Times;

/** What a ticket lists below its findings: what happened, what could not be seen, what was read. */
final class TicketTables {
    private static final int MOST_EVENTS = 20;
    private static final int MOST_OF_A_TEXT = 240;

    private final JsonNode d;
    private final SourceNames sources;
    private final Markdown out;
    private final Map<String, JsonNode> byId = new HashMap<>();

    TicketTables(JsonNode document, SourceNames sources, Markdown out) {
        this.d = document;
        this.sources = sources;
        this.out = out;
        d.path("events").forEach(e -> byId.put(e.path("id").asText(), e));
    }

    /** The time of the day of an event; empty for one that was left out of the document. */
    String clock(String id) {
        return byId.containsKey(id) ? clock(byId.get(id)) : "";
    }

    private static String clock(JsonNode event) {
        return safe(Times.clock(event.path("t")));
    }

    /** The same that happens again and again is a row. */
    private record Repeated(JsonNode first, JsonNode last, int times) {}

    void events() {
        List<Repeated> rows = repeated();
        if (rows.isEmpty()) {
            return;
        }
        out.heading(2, "What happened");
        out.heads(List.of("time (UTC)", "what", "event"));
        for (Repeated row : rows.subList(0, Math.min(MOST_EVENTS, rows.size()))) {
            String again = row.times == 1 ? "" : "; " + row.times + " times, until " + clock(row.last);
            out.row(List.of(
                    safe(Times.text(row.first.path("t")).replace(" UTC", "")),
                    shortened(row.first.path("text").asText("")) + again,
                    text(row.first, "id")));
        }
        long more = rows.stream().skip(MOST_EVENTS).mapToLong(Repeated::times).sum()
                + d.path("events_left_out").asLong();
        if (more > 0) {
            out.paragraph(more + " more are left out here.");
        }
    }

    private List<Repeated> repeated() {
        List<Repeated> rows = new ArrayList<>();
        for (JsonNode e : d.path("events")) {
            if (e.path("severity").asText().equals("note")) {
                continue;
            }
            Repeated before = rows.isEmpty() ? null : rows.get(rows.size() - 1);
            if (before != null && before.first.path("text").equals(e.path("text"))) {
                rows.set(rows.size() - 1, new Repeated(before.first, e, before.times + 1));
            } else {
                rows.add(new Repeated(e, e, 1));
            }
        }
        return rows;
    }

    void unseen() {
        if (!d.path("unseen").isEmpty()) {
            out.heading(2, "What could not be seen");
            d.path("unseen").forEach(u -> out.item(text(u, "what") + ": " + text(u, "why")));
        }
    }

    void inputs() {
        JsonNode inputs = d.path("sources");
        if (!inputs.isEmpty()) {
            out.heading(2, "What was read");
            if (!sources.folder().isEmpty()) {
                out.paragraph("Files of " + Markdown.code(sources.folder()) + ":");
            }
            out.heads(List.of("input", "kind", "SHA-256"));
            inputs.forEach(s -> out.row(List.of(
                    Markdown.code(sources.below(s.path("path").asText(""))),
                    text(s, "kind") + unread(s),
                    s.path("sha256").isTextual() ? text(s, "sha256") : "")));
        }
        String by = text(d.path("provenance"), "semtrail");
        String made = safe(Times.text(d.path("generated")));
        String command = d.path("provenance").path("command").asText("");
        out.paragraph("semtrail" + (by.isEmpty() ? "" : " " + by) + (made.isEmpty() ? "" : ", " + made)
                + (command.isEmpty() ? "" : ": " + Markdown.code(command)));
    }

    private static String unread(JsonNode source) {
        String why = text(source, "why");
        return source.path("status").asText("read").equals("read")
                ? ""
                : ", " + text(source, "status") + (why.isEmpty() ? "" : ": " + why);
    }

    private static String shortened(String text) {
        return safe(
                text.length() <= MOST_OF_A_TEXT
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MOST_OF_A_TEXT))) + "…");
    }
}
