package org.semtrail.report.story;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.semtrail.correlate.story.Story;
import org.semtrail.diagnose.story.StoryFinding;
import org.semtrail.diagnose.story.StoryFinding.Step;
import org.semtrail.diagnose.story.StoryVerdict;
import org.semtrail.report.Json;

/** The report as one JSON document, schema {@code semtrail.report}; the published schema is report.schema.json. */
public final class StoryJson {
    public static final int VERSION = 1;

    private StoryJson() {}

    /**
     * What a report says of itself and of its host; null where not known.
     *
     * @param readAs the user that read the evidence
     */
    public record About(
            Instant generated,
            String host,
            String bootId,
            String kernel,
            Instant booted,
            Instant askedFrom,
            Instant askedTo,
            String semtrail,
            String java,
            String command,
            String readAs) {}

    public static ObjectNode document(About about, Story story, List<StoryFinding> findings) {
        StoryVerdict verdict = StoryVerdict.of(story, findings);
        ObjectNode d = Json.object();
        d.put("schema", "semtrail.report").put("version", VERSION);
        Json.put(d, "generated", about.generated());
        d.put("title", verdict.headline());
        ObjectNode host = d.putObject("host");
        host.put("name", about.host()).put("boot_id", about.bootId()).put("kernel", about.kernel());
        Json.put(host, "booted", about.booted());
        ObjectNode range = d.putObject("range");
        Json.put(range, "from", time(story.from()));
        Json.put(range, "to", time(story.to()));
        Json.put(range, "asked_from", about.askedFrom());
        Json.put(range, "asked_to", about.askedTo());
        d.set("verdict", verdict(verdict));
        ArrayNode found = d.putArray("findings");
        findings.forEach(f -> found.add(finding(f)));
        new StoryTables(story).addTo(d);
        new StorySources(d, story).add();
        d.putObject("provenance")
                .put("semtrail", about.semtrail())
                .put("java", about.java())
                .put("command", about.command())
                .put("read_as", about.readAs());
        return d;
    }

    private static ObjectNode verdict(StoryVerdict v) {
        ObjectNode node = Json.object();
        node.put("severity", v.severity());
        node.put("headline", v.headline());
        node.put("what_broke", v.broke());
        node.put("root_cause", v.cause());
        node.put("confidence", lower(v.confidence()));
        Json.put(node, "why_sure", v.why());
        node.set("what_to_do", steps(v.steps()));
        node.put("again", v.again());
        Json.put(node, "would_settle", v.settle());
        return node;
    }

    private static ObjectNode finding(StoryFinding f) {
        ObjectNode node = Json.object();
        node.put("id", f.id());
        node.put("severity", lower(f.severity()));
        node.put("what", f.what());
        node.put("why", f.why());
        node.put("cause", f.cause());
        node.put("confidence", lower(f.confidence()));
        ArrayNode evidence = node.putArray("evidence");
        f.evidence().forEach(e -> {
            ObjectNode one = evidence.addObject().put("text", e.text()).put("source", e.source());
            Json.put(one, "events", e.events());
        });
        node.set("remedy", steps(f.remedy()));
        node.put("again", f.again());
        Json.put(node, "would_settle", f.settle());
        Json.put(node, "from", time(f.from()));
        Json.put(node, "to", time(f.to()));
        return node;
    }

    private static ArrayNode steps(List<Step> steps) {
        ArrayNode array = Json.object().putArray("steps");
        for (Step step : steps) {
            Json.put(array.addObject().put("text", step.text()), "commands", step.commands());
        }
        return array;
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Instant time(Long ms) {
        return ms == null ? null : Instant.ofEpochMilli(ms);
    }
}
