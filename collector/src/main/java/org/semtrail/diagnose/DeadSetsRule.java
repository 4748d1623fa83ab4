package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.diagnose.Finding.Severity;

/** Sets that certainly nobody can use any more lie about, though the limit is not near (else that is the finding). */
final class DeadSetsRule implements Rule {
    static final String ID = "dead-sets";

    @Override
    public List<Finding> check(HostFacts facts) {
        List<Finding> findings = new ArrayList<>();
        for (NamespaceFacts ns : facts.namespaces()) {
            Demand demand = Demand.of(facts, ns);
            if (demand.dead() > 0 && !ExhaustionRule.SETS.concerns(ns)) {
                findings.add(finding(ns, demand));
            }
        }
        return findings;
    }

    private static Finding finding(NamespaceFacts ns, Demand demand) {
        String scope = ns.ns().own() ? "" : " --ipc-ns " + ns.ns().inode();
        return new Finding(
                ID,
                Severity.NOTE,
                demand.dead() + " of " + demand.sets() + " semaphore sets are dead"
                        + (ns.ns().own() ? "" : " in IPC namespace " + ns.ns().inode())
                        + ": their maker is gone and nobody who lives can know them.",
                demand.evidence(),
                "The kernel keeps a set until somebody removes it. A program that is killed (SIGKILL, crash, out of"
                        + " memory) cannot; each such death leaves its sets, until the table is full.",
                List.of("semtrail prune" + scope, "semtrail prune --apply" + scope));
    }
}
