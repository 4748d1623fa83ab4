package org.semtrail.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.semtrail.capture.host.HostReader;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;

/**
 * Verdicts that are never older than a moment: judged anew while sets are being removed one after the other. Their age
 * counts from the beginning of the look that they come from.
 */
final class FreshVerdicts {
    private static final long MAX_AGE_NANOS = 200_000_000L;

    private final Function<List<SysvSem>, HostFacts> look;
    private final LongSupplier nanos;
    private final HostReader reader;
    private final List<SysvSem> removed = new ArrayList<>();
    private HostFacts facts;
    private Map<Long, Map<Integer, SetFacts>> sets;
    private long began;
    private long took;

    FreshVerdicts(Host host, HostReader reader, HostFacts planned) {
        this(host::facts, System::nanoTime, reader, planned);
    }

    /**
     * @param look looks at the host and judges, as if sets that we removed were there
     * @param planned what the plan was made from; too old for a verdict
     */
    FreshVerdicts(Function<List<SysvSem>, HostFacts> look, LongSupplier nanos, HostReader reader, HostFacts planned) {
        this.look = look;
        this.nanos = nanos;
        this.reader = reader;
        this.facts = planned;
    }

    UserNames names() {
        return facts.names();
    }

    /** The set with this id as it is now; null where it is gone. */
    SetFacts of(SysvSem set) {
        if (sets == null || isTooOld()) {
            lookAgain();
        }
        return sets.getOrDefault(set.ipcNs(), Map.of()).get(set.semid());
    }

    /** What is slow to look at serves as long again: a look for each of thousands of sets would take hours. */
    private boolean isTooOld() {
        return nanos.getAsLong() - began > Math.max(MAX_AGE_NANOS, 2 * took);
    }

    private void lookAgain() {
        began = nanos.getAsLong();
        facts = look.apply(removed);
        took = nanos.getAsLong() - began;
        sets = new HashMap<>();
        facts.sets()
                .forEach(s -> sets.computeIfAbsent(s.sem().ipcNs(), ns -> new HashMap<>())
                        .put(s.sem().semid(), s));
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
