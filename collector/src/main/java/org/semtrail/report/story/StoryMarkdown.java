package org.semtrail.report.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.report.Text;

/** The report for a ticket: what broke, why, what to do, the findings, and where it was read. */
final class StoryMarkdown {
    private static final int MAX_EVENTS = 30;
    /** Where tickets notify whoever is named after an @, also after one that is written as an entity, no name follows it. */
    private static final String NOBODY = "&#64;&#8288;";

    private static final Pattern TICKS = Pattern.compile("`+");

    private final JsonNode d;
    private final StringBuilder out = new StringBuilder();

    StoryMarkdown(JsonNode document) {
        this.d = document;
    }

    String text() {
        verdict(d.path("verdict"));
        line("\n## Findings\n");
        d.path("findings").forEach(this::finding);
        events();
        list("## Not seen", d.path("unseen"), u -> safe(u.path("what")) + ": " + safe(u.path("why")));
        list(
                "## Read",
                d.path("sources"),
                s -> "`" + code(s.path("path")) + "` (" + safe(s.path("kind")) + ", "
                        + s.path("bytes").asText()
                        + " bytes, " + safe(s.path("status"))
                        + (s.path("why").isNull() ? "" : ": " + safe(s.path("why")))
                        + ") sha256 " + (s.path("sha256").isTextual() ? safe(s.path("sha256")) : "not known"));
        JsonNode p = d.path("provenance");
        line("\nsemtrail " + safe(p.path("semtrail")) + ", " + safe(d.path("generated")));
        return out.toString();
    }

    private void verdict(JsonNode v) {
        line("# " + safe(v.path("headline")) + "\n");
        JsonNode range = d.path("range");
        line("From " + range.path("from").asText("not known") + " to "
                + range.path("to").asText("not known") + "; host "
                + safe(d.path("host").path("name")) + ".\n");
        if (!v.path("root_cause").isNull()) {
            line("**Root cause** (" + safe(v.path("confidence")) + "): " + safe(v.path("root_cause")) + "\n");
        } else if (!v.path("what_broke").isNull()) {
            line("**Root cause**: not settled by this evidence.\n");
        }
        list("**Why**", v.path("why_sure"), StoryMarkdown::safe);
        steps("**What to do**", v.path("what_to_do"));
        if (!v.path("again").isNull()) {
            line("\n**Again?** " + safe(v.path("again")));
        }
        list("**What would settle it**", v.path("would_settle"), StoryMarkdown::safe);
    }

    private void finding(JsonNode f) {
        line("### " + safe(f.path("severity")).toUpperCase(java.util.Locale.ROOT) + " " + safe(f.path("id")) + "\n");
        line(safe(f.path("what")) + "\n\n" + safe(f.path("why")) + "\n");
        f.path("evidence").forEach(e -> line("- " + safe(e.path("text")) + events(e.path("events"))));
        steps("", f.path("remedy"));
        line("");
    }

    private static String events(JsonNode ids) {
        StringBuilder text = new StringBuilder();
        ids.forEach(id -> text.append(text.length() == 0 ? " (" : ", ").append(safe(id)));
        return text.length() == 0 ? "" : text + ")";
    }

    private void steps(String title, JsonNode steps) {
        if (!title.isEmpty() && !steps.isEmpty()) {
            line("\n" + title + "\n");
        }
        for (JsonNode step : steps) {
            line("- " + safe(step.path("text")));
            if (!step.path("commands").isEmpty()) {
                String fence = fence(step.path("commands"));
                line("\n  " + fence);
                step.path("commands").forEach(c -> line("  " + Text.safe(c.asText())));
                line("  " + fence + "\n");
            }
        }
    }

    private void events() {
        line("## Events\n\n| id | time (UTC) | what |\n|---|---|---|");
        int told = 0;
        for (JsonNode e : d.path("events")) {
            if (!e.path("severity").asText().equals("note") && told++ < MAX_EVENTS) {
                line("| " + safe(e.path("id")) + " | "
                        + StoryJson.time(e.path("t").asLong()) + " | " + safe(e.path("text")) + " |");
            }
        }
        long more = Math.max(0, told - MAX_EVENTS) + d.path("events_left_out").asLong();
        line(more == 0 ? "" : "\n" + more + " more are left out here.");
    }

    private void list(String title, JsonNode items, java.util.function.Function<JsonNode, String> words) {
        if (!items.isEmpty()) {
            line("\n" + title + "\n");
            items.forEach(i -> line("- " + words.apply(i)));
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** Text that a process may have chosen, so that it is text in Markdown and in the HTML that is made of it. */
    private static String safe(JsonNode text) {
        return Text.safe(text.asText(""))
                .strip()
                .replaceAll("([\\\\`*_{}\\[\\]<>#|!~])", "\\\\$1")
                .replaceAll("^([-+=])", "\\\\$1")
                .replaceAll("^(\\d+)([.)])", "$1\\\\$2")
                .replaceAll("(?i)(?=://)|(?<=\\bwww)(?=\\.)", "\\\\")
                .replace("&", "&amp;")
                .replace("@", NOBODY);
    }

    /** Longer than any row of backticks in the commands, which else would end it. */
    private static String fence(JsonNode commands) {
        int most = 2;
        for (JsonNode command : commands) {
            Matcher ticks = TICKS.matcher(command.asText());
            while (ticks.find()) {
                most = Math.max(most, ticks.end() - ticks.start());
            }
        }
        return "`".repeat(most + 1);
    }

    private static String code(JsonNode text) {
        return Text.safe(text.asText("")).replace("`", "'").replace("|", "\\|");
    }
}
