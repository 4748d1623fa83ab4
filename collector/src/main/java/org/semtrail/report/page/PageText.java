package org.semtrail.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What the page says without JavaScript and in print; every text in it has been made visible.
 *
 * @param folder what the inputs are in, as it is said after their heading
 * @param furtherFindings those that are folded away, for there are several of their kind before them
 */
public record PageText(
        String title,
        String host,
        String range,
        String generated,
        VerdictText verdict,
        List<FindingText> findings,
        List<FindingText> furtherFindings,
        List<EventText> events,
        List<UnseenText> unseen,
        String folder,
        List<SourceText> sources,
        List<Pair> provenance,
        Parts parts,
        String json) {

    private static final int FEW_OF_A_KIND = 3;

    /** A name and what it is. */
    public record Pair(String name, String value) {}

    /** What could not be seen, and why. */
    public record UnseenText(String what, String why, String when) {}

    /**
     * One input of the report.
     *
     * @param name the end of its path
     * @param path from the folder on that all are in
     * @param unread empty if it was read whole
     */
    public record SourceText(
            String anchor,
            String name,
            String path,
            String kind,
            String unread,
            String when,
            String clock,
            String sha256) {}

    static PageText of(JsonNode whole) {
        JsonNode document = SourceNames.shortened(whole);
        SourceNames sources = new SourceNames(whole);
        Cited cited = new Cited(whole);
        VerdictText verdict = VerdictText.of(document.path("verdict"));
        List<FindingText> findings = findings(list(document, "findings"), cited, verdict);
        return new PageText(
                string(document, "title"),
                host(document.path("host")),
                Times.range(
                        document.path("range").path("from"),
                        document.path("range").path("to")),
                Times.text(document.path("generated")),
                verdict,
                findings.stream().filter(f -> !isFurther(f, findings)).toList(),
                findings.stream().filter(f -> isFurther(f, findings)).toList(),
                List.copyOf(cited.all()),
                list(document, "unseen").stream()
                        .map(u -> new UnseenText(
                                string(u, "what"), string(u, "why"), Times.range(u.path("from"), u.path("to"))))
                        .toList(),
                sources.folder().isEmpty() ? "" : ", from " + Visible.text(sources.folder()),
                list(document, "sources").stream().map(s -> source(s, sources)).toList(),
                provenance(document),
                Parts.all(),
                EmbeddedJson.of(whole));
    }

    /** An absent or null member is the empty text. */
    static String string(JsonNode node, String name) {
        return Visible.text(node.path(name).asText(""));
    }

    static List<JsonNode> list(JsonNode node, String name) {
        return StreamSupport.stream(node.path(name).spliterator(), false).toList();
    }

    static List<String> strings(JsonNode node, String name) {
        return list(node, name).stream().map(t -> Visible.text(t.asText(""))).toList();
    }

    private static List<FindingText> findings(List<JsonNode> findings, Cited cited, VerdictText verdict) {
        return IntStream.range(0, findings.size())
                .mapToObj(place -> FindingText.of(place, findings.get(place), cited, verdict))
                .toList();
    }

    /** Of many findings of one kind the first few tell what it is. */
    private static boolean isFurther(FindingText finding, List<FindingText> all) {
        return all.stream()
                        .takeWhile(f -> !f.equals(finding))
                        .filter(f -> f.id().equals(finding.id()))
                        .count()
                >= FEW_OF_A_KIND;
    }

    private static String host(JsonNode host) {
        String name = string(host, "name");
        return name.isEmpty() ? "an unnamed host" : name;
    }

    private static SourceText source(JsonNode s, SourceNames names) {
        String status = string(s, "status");
        String why = string(s, "why");
        return new SourceText(
                names.anchor(s.path("id").asText("")),
                Visible.text(names.of(s.path("id").asText(""))),
                Visible.text(names.below(s.path("path").asText(""))),
                string(s, "kind"),
                status.equals("read") && why.isEmpty() ? "" : status + (why.isEmpty() ? "" : ": " + why),
                Times.range(s.path("from"), s.path("to")),
                string(s, "clock"),
                string(s, "sha256"));
    }

    private static List<Pair> provenance(JsonNode document) {
        JsonNode host = document.path("host");
        JsonNode made = document.path("provenance");
        List<Pair> pairs = new ArrayList<>();
        pairs.add(new Pair("Host", string(host, "name")));
        pairs.add(new Pair("Kernel", string(host, "kernel")));
        pairs.add(new Pair("Boot id", string(host, "boot_id")));
        pairs.add(new Pair("Booted", Times.text(host.path("booted"))));
        pairs.add(new Pair("Report made", Times.text(document.path("generated"))));
        pairs.add(new Pair("By", ("semtrail " + string(made, "semtrail")).strip()));
        pairs.add(new Pair("On Java", string(made, "java")));
        pairs.add(new Pair("Command", string(made, "command")));
        pairs.add(new Pair("Read as", string(made, "read_as")));
        return pairs.stream()
                .map(p -> p.value().isEmpty() ? new Pair(p.name(), "not known") : p)
                .toList();
    }
}
