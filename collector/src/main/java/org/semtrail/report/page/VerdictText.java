package org.semtrail.report.page;

import static org.semtrail.report.page.PageText.list;
import static org.semtrail.report.page.PageText.string;
import static org.semtrail.report.page.PageText.strings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The answer before all details: what broke, why, how sure that is, and what to type. */
public record VerdictText(
        Severity severity,
        String headline,
        String whatBroke,
        String rootCause,
        String confidence,
        List<String> whySure,
        List<Step> steps,
        String again,
        List<String> wouldSettle) {

    /** Something to do, and the commands that do it. */
    public record Step(String text, List<String> commands) {
        static List<Step> of(JsonNode node, String name) {
            return list(node, name).stream()
                    .map(s -> new Step(string(s, "text"), strings(s, "commands")))
                    .toList();
        }
    }

    /** A reason or two more than these is shown; of many the rest is folded away. */
    private static final int REASONS = 3;

    public List<String> firstReasons() {
        return whySure.size() <= REASONS + 1 ? whySure : whySure.subList(0, REASONS);
    }

    public List<String> furtherReasons() {
        return whySure.subList(firstReasons().size(), whySure.size());
    }

    /** How sure the cause is, as it is read after the question. */
    static String sureness(String confidence) {
        return confidence.equals("unknown") ? "not settled by this evidence" : confidence;
    }

    /** What a text says beyond the headline that it may begin with, which stands above it already. */
    private static String further(String text, String headline) {
        return !headline.isEmpty() && text.startsWith(headline)
                ? text.substring(headline.length()).strip()
                : text;
    }

    static VerdictText of(JsonNode verdict) {
        return new VerdictText(
                Severity.of(string(verdict, "severity")),
                string(verdict, "headline"),
                further(string(verdict, "what_broke"), string(verdict, "headline")),
                string(verdict, "root_cause"),
                sureness(string(verdict, "confidence")),
                strings(verdict, "why_sure"),
                Step.of(verdict, "what_to_do"),
                string(verdict, "again"),
                strings(verdict, "would_settle"));
    }
}
