package org.semtrail.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.semtrail.capture.host.HostReader;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;

/** Verdicts that are never older than a moment: judged anew while sets are being removed one after the other. */
final class FreshVerdicts {
    private static final long MAX_AGE_NANOS = 200_000_000L;

    private final Host host;
    private final HostReader reader;
    private HostFacts facts;
    private Map<Long, Map<Integer, SetFacts>> sets = Map.of();
    private long judgedAt;
    private final List<SysvSem> removed = new ArrayList<>();

    FreshVerdicts(Host host, HostReader reader, HostFacts planned) {
        this.host = host;
        this.reader = reader;
        this.facts = planned;
        this.judgedAt = System.nanoTime() - 2 * MAX_AGE_NANOS;
    }

    UserNames names() {
        return facts.names();
    }

    /** The set with this id as it is now; null where it is gone. */
    SetFacts of(SysvSem set) {
        if (System.nanoTime() - judgedAt > MAX_AGE_NANOS) {
            facts = host.facts(removed);
            judgedAt = System.nanoTime();
            sets = new HashMap<>();
            facts.sets()
                    .forEach(s -> sets.computeIfAbsent(s.sem().ipcNs(), ns -> new HashMap<>())
                            .put(s.sem().semid(), s));
        }
        return sets.getOrDefault(set.ipcNs(), Map.of()).get(set.semid());
    }

    /** Tells that we removed it, so that its siblings are still judged together with it. */
    void removed(SysvSem set) {
        removed.add(set);
    }

    <T> T inside(SysvSem set, Callable<T> task) {
        IpcNamespace ns = facts.namespaces().stream()
                .map(HostFacts.NamespaceFacts::ns)
                .filter(n -> n.inode() == set.ipcNs())
                .findFirst()
                .orElseThrow(() -> Stop.cannotSee("the IPC namespace " + set.ipcNs() + " is gone"));
        try {
            return reader.inside(ns, task);
        } catch (org.semtrail.capture.host.NamespaceRefused e) {
            throw Stop.cannotSee("IPC namespace " + set.ipcNs() + ": " + e.getMessage());
        }
    }
}
