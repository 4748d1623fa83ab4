package org.semtrail.report.ticket;

import static org.semtrail.report.ticket.Markdown.safe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.semtrail.report.page.SourceNames;
import org.semtrail.report.page.Times;

/** The report for a ticket: on its first screen what broke, why, how that is known and what to do; below it the rest, told once. */
public final class Ticket {
    private static final int TIMES = 3;

    private final JsonNode d;
    private final SourceNames sources;
    private final TicketTables tables;
    private final Markdown out = new Markdown();

    private Ticket(JsonNode document) {
        this.d = document;
        this.sources = new SourceNames(document);
        this.tables = new TicketTables(document, sources, out);
    }

    /** Writes the ticket of a document of schema {@code semtrail.report}. */
    public static void write(JsonNode document, Writer to) throws IOException {
        to.write(new Ticket(SourceNames.shortened(document)).text());
    }

    private String text() {
        verdict(d.path("verdict"));
        findings();
        tables.events();
        tables.unseen();
        tables.inputs();
        return out.toString();
    }

    private void verdict(JsonNode v) {
        String headline = text(v, "headline");
        out.heading(1, headline);
        whenAndWhere();
        String broke = text(v, "what_broke");
        paragraph(
                "",
                broke.startsWith(headline) ? broke.substring(headline.length()).strip() : broke);
        if (!text(v, "root_cause").isEmpty()) {
            paragraph("**Root cause** (" + text(v, "confidence") + "): ", text(v, "root_cause"));
        } else if (!broke.isEmpty()) {
            out.paragraph("**Root cause**: not settled by this evidence.");
        }
        paragraph("**Will it come again?** ", text(v, "again"));
        if (!v.path("what_to_do").isEmpty()) {
            out.heading(2, "What to do");
            steps(v.path("what_to_do"));
        }
        if (!v.path("why_sure").isEmpty()) {
            out.heading(2, "How that is known");
            v.path("why_sure").forEach(why -> out.item(known(why.asText(""))));
        }
        settle(v.path("would_settle"));
    }

    private void whenAndWhere() {
        String when =
                safe(Times.range(d.path("range").path("from"), d.path("range").path("to")));
        String host = text(d.path("host"), "name");
        paragraph("", when + (when.isEmpty() || host.isEmpty() ? "" : ", ") + (host.isEmpty() ? "" : "host " + host));
    }

    private void findings() {
        if (!d.path("findings").isEmpty()) {
            out.heading(2, "Findings");
            d.path("findings").forEach(this::finding);
        }
    }

    /** What it says beyond the verdict, which is made of the first of them. */
    private void finding(JsonNode f) {
        JsonNode v = d.path("verdict");
        String sure = text(f, "confidence");
        boolean settled = !sure.isEmpty() && !sure.equals("unknown");
        out.heading(
                3, text(f, "severity").toUpperCase(Locale.ROOT) + " " + text(f, "id") + (settled ? ", " + sure : ""));
        if (f.path("what").equals(v.path("headline"))) {
            List<JsonNode> further = further(f.path("evidence"), v.path("why_sure"));
            out.paragraph(further.isEmpty() ? "Told above." : "Told above; and:");
            further.forEach(e -> out.item(evidence(e)));
        } else {
            paragraph("", text(f, "what"));
            paragraph("", text(f, "why"));
            f.path("evidence").forEach(e -> out.item(evidence(e)));
        }
        if (!f.path("remedy").isEmpty() && !f.path("remedy").equals(v.path("what_to_do"))) {
            out.paragraph("**What to do**");
            steps(f.path("remedy"));
        }
        if (!f.path("again").equals(v.path("again"))) {
            paragraph("**Will it come again?** ", text(f, "again"));
        }
        if (!f.path("would_settle").equals(v.path("would_settle"))) {
            settle(f.path("would_settle"));
        }
    }

    private static List<JsonNode> further(JsonNode evidence, JsonNode told) {
        List<String> texts = texts(told);
        List<JsonNode> further = new ArrayList<>();
        evidence.forEach(further::add);
        further.removeIf(e -> texts.contains(e.path("text").asText("")));
        return further;
    }

    private void settle(JsonNode settle) {
        if (!settle.isEmpty()) {
            out.paragraph("**What would settle it**");
            settle.forEach(s -> out.item(safe(s.asText(""))));
        }
    }

    private void steps(JsonNode steps) {
        int number = 1;
        for (JsonNode step : steps) {
            String text = text(step, "text");
            out.step(number++, text.isEmpty() ? "Type:" : text, texts(step.path("commands")));
        }
    }

    private void paragraph(String before, String text) {
        if (!text.isEmpty()) {
            out.paragraph(before + text);
        }
    }

    /** With when and where it was seen, which only the finding's evidence says. */
    private String known(String why) {
        for (JsonNode f : d.path("findings")) {
            for (JsonNode e : f.path("evidence")) {
                if (e.path("text").asText().equals(why)) {
                    return evidence(e);
                }
            }
        }
        return safe(why);
    }

    private String evidence(JsonNode e) {
        List<String> seen = new ArrayList<>();
        String source = e.path("source").asText("");
        if (sources.knows(source)) {
            seen.add(safe(sources.of(source)));
        }
        String times = times(e.path("events"));
        if (!times.isEmpty()) {
            seen.add(times);
        }
        return text(e, "text") + (seen.isEmpty() ? "" : " (" + String.join(", ", seen) + ")");
    }

    private String times(JsonNode ids) {
        Set<String> clocks = new LinkedHashSet<>();
        ids.forEach(id -> clocks.add(tables.clock(id.asText(""))));
        clocks.remove("");
        String first = String.join(", ", clocks.stream().limit(TIMES).toList());
        return clocks.size() <= TIMES ? first : first + " and later";
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(t -> texts.add(t.asText("")));
        return texts;
    }

    /** An absent or null member is the empty text. */
    static String text(JsonNode node, String name) {
        return safe(node.path(name).asText(""));
    }
}
