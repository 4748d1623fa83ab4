package org.semtrail.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.correlate.Creator;
import org.semtrail.correlate.Evidence;
import org.semtrail.correlate.SetFacts;

/** A semaphore set in JSON: its columns, its creator with the source of that knowledge, and its evidence. */
public final class SetJson {
    private SetJson() {}

    public static ObjectNode of(SetFacts set, List<Column<SetFacts>> columns) {
        ObjectNode node = Json.row(columns, set);
        Json.put(node, "verdict", set.verdict().label());
        node.set("created_by", creator(set.creator()));
        node.put(
                "looks_like_because",
                set.software() == null ? null : set.software().because());
        node.put("refusal", set.refusal());
        node.set("evidence", evidence(set.evidence()));
        return node;
    }

    private static ObjectNode creator(Creator c) {
        ObjectNode node = Json.object();
        Json.put(node, "pid", c.pid());
        Json.put(node, "alive", c.alive());
        Json.put(node, "program", c.program());
        Json.put(node, "unit", c.unit());
        Json.put(node, "container", c.container());
        Json.put(node, "source", c.source());
        Json.put(node, "confidence", c.confidence().name().toLowerCase(Locale.ROOT));
        Json.put(node, "frame", c.frame().map(JvmFrame::toString).orElse(null));
        return node;
    }

    public static ArrayNode evidence(List<Evidence> evidence) {
        ArrayNode array = Json.object().putArray("x");
        for (Evidence e : evidence) {
            array.addObject()
                    .put("side", e.side().name().toLowerCase(Locale.ROOT))
                    .put("what", e.what())
                    .put("source", e.source());
        }
        return array;
    }
}
