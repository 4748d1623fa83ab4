package org.semtrail.capture.host;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one look at the host saw: the tables first, the processes after them.
 *
 * @param at when the look began; sets changed since are too young to judge
 * @param ownIpcNs inode of the IPC namespace that we run in
 * @param namespaces every IPC namespace that was found, with its tables
 * @param processes every process
 * @param allListed whether every process that lives was seen: one that is missing is dead
 * @param complete whether they could all be read, too
 * @param outsiders whether processes outside of our PID namespace, which we cannot see, may share its semaphores
 * @param unseen what could not be seen, and why
 */
public record HostView(
        Instant at,
        long ownIpcNs,
        List<Tables> namespaces,
        List<HostProcess> processes,
        boolean allListed,
        boolean complete,
        boolean outsiders,
        List<Unseen> unseen) {
    /**
     * The tables of one IPC namespace.
     *
     * @param complete whether every set that there is has a row
     * @param limits without rows where they could not be read
     */
    public record Tables(IpcNamespace ns, List<SysvSem> sems, boolean complete, IpcLimits limits) {
        public Tables {
            sems = List.copyOf(sems);
        }

        private List<SysvSem> with(Collection<SysvSem> removed) {
            Set<Integer> there = sems.stream().map(SysvSem::semid).collect(Collectors.toSet());
            Stream<SysvSem> missing =
                    removed.stream().filter(s -> s.ipcNs() == ns.inode() && !there.contains(s.semid()));
            return Stream.concat(sems.stream(), missing).toList();
        }
    }

    public HostView {
        namespaces = List.copyOf(namespaces);
        processes = List.copyOf(processes);
        unseen = List.copyOf(unseen);
    }

    /** The same with sets that were there a moment ago and that we removed ourselves: starts are judged whole. */
    public HostView withRemoved(Collection<SysvSem> removed) {
        if (removed.isEmpty()) {
            return this;
        }
        List<Tables> tables = namespaces.stream()
                .map(t -> new Tables(t.ns(), t.with(removed), t.complete(), t.limits()))
                .toList();
        return new HostView(at, ownIpcNs, tables, processes, allListed, complete, outsiders, unseen);
    }
}
