package org.semtrail.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;
import org.semtrail.diagnose.Finding;
import org.semtrail.diagnose.Rules;

/** The facts document: counts instead of rows, names cut short, lists made shorter until it fits. */
public final class FactsJson {
    public static final int MAX_BYTES = 8 * 1024;

    private static final int MAX_NAME = 64;
    private static final int MAX_SENTENCE = 160;

    private FactsJson() {}

    public static ObjectNode of(HostFacts facts, String version, long millis) {
        ObjectNode document = null;
        for (int top = 10; top >= 0; top--) {
            document = of(facts, version, millis, top);
            if (Json.line(document).getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
                return document;
            }
        }
        return document;
    }

    private static ObjectNode of(HostFacts facts, String version, long millis, int top) {
        ObjectNode document = Json.document("facts", 1);
        Json.put(document, "at", facts.now());
        document.put("version", version);
        document.put("duration_ms", millis);
        document.put("ipc_ns", facts.ownIpcNs());
        document.put("ipc_namespaces", facts.namespaces().size());
        facts.own().findFirst().ifPresent(own -> limits(document.putObject("limits"), own));
        List<SetFacts> sets = facts.own().flatMap(n -> n.sets().stream()).toList();
        document.put("sets", sets.size());
        ObjectNode verdicts = document.putObject("by_verdict");
        for (Verdict v : Verdict.values()) {
            verdicts.put(v.label(), sets.stream().filter(s -> s.verdict() == v).count());
        }
        document.set("by_owner", top(sets, top, s -> facts.names().user(s.sem().uid())));
        document.set("by_unit", top(sets, top, s -> unit(s)));
        document.set("by_program", top(sets, top, SetFacts::maker));
        ArrayNode findings = document.putArray("findings");
        List<Finding> found = Rules.check(facts);
        found.stream()
                .limit(top)
                .forEach(f -> findings.addObject()
                        .put("id", f.id())
                        .put("severity", f.severity().name().toLowerCase(Locale.ROOT))
                        .put("what", cut(f.what(), MAX_SENTENCE)));
        document.put("findings_total", found.size());
        ArrayNode unseen = document.putArray("unseen");
        facts.unseen().stream()
                .distinct()
                .limit(top)
                .forEach(u -> unseen.addObject()
                        .put("what", cut(u.what(), MAX_NAME))
                        .put("kind", u.kind().name().toLowerCase(Locale.ROOT))
                        .put("why", cut(u.why(), MAX_SENTENCE)));
        document.put("unseen_total", facts.unseen().stream().distinct().count());
        return document;
    }

    private static void limits(ObjectNode node, NamespaceFacts own) {
        for (Limit l : own.limits().rows()) {
            node.set(l.name(), FindingJson.limit(l));
        }
    }

    private static String unit(SetFacts s) {
        return s.creator().unit() != null
                ? s.creator().unit()
                : s.users().stream()
                        .map(p -> p.home().unit())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** How many sets each has, most first, the rest as one number under "…"; null is left out. */
    private static ObjectNode top(List<SetFacts> sets, int top, Function<SetFacts, String> by) {
        Map<String, Long> counts = sets.stream()
                .map(by)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(name -> cut(name, MAX_NAME), Collectors.counting()));
        ObjectNode node = Json.object();
        List<Map.Entry<String, Long>> sorted = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        sorted.stream().limit(top).forEach(e -> node.put(e.getKey(), e.getValue()));
        long rest = sorted.stream().skip(top).mapToLong(Map.Entry::getValue).sum();
        if (rest > 0) {
            node.put("…", rest);
        }
        return node;
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        // Half a surrogate pair would be no text.
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}
