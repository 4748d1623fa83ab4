package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;
import org.semtrail.report.Json;

/** Sets counted by verdict. */
final class Verdicts {
    private Verdicts() {}

    /** A member for each verdict; one that no set has is 0, for that is known. */
    static ObjectNode count(Collection<SetFacts> sets) {
        ObjectNode node = Json.object();
        for (Verdict v : Verdict.values()) {
            node.put(v.label(), sets.stream().filter(s -> s.verdict() == v).count());
        }
        return node;
    }
}
