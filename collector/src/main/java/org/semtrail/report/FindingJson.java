package org.semtrail.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.diagnose.Finding;

/** Findings, and the limits that they speak of, in JSON. */
public final class FindingJson {
    private FindingJson() {}

    /** One finding as JSON. */
    public static ObjectNode finding(Finding f) {
        ObjectNode node = Json.object();
        node.put("id", f.id());
        node.put("severity", f.severity().name().toLowerCase(Locale.ROOT));
        node.put("what", f.what());
        Json.put(node, "evidence", f.evidence());
        node.put("why", f.why());
        Json.put(node, "remedy", f.remedy());
        return node;
    }

    /** "semmni": {limit, used, free}. */
    public static ObjectNode limit(Limit l) {
        ObjectNode node = Json.object();
        Json.put(node, "limit", l.limit());
        Json.put(node, "used", l.used());
        Json.put(node, "free", l.limit() == null || l.used() == null ? null : Math.max(0, l.limit() - l.used()));
        return node;
    }
}
