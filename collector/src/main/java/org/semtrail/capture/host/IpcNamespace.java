package org.semtrail.capture.host;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One IPC namespace of the host: tables, limits and ids are its own (ipc_namespaces(7)).
 *
 * @param inode names it
 * @param own whether it is ours
 * @param entries paths that open it, best first: a task's ns/ipc, a bind mount, or a descriptor of a process
 * @param pids processes with at least one thread in it
 * @param holders processes that hold it open by a descriptor: they can enter it again
 * @param mount where it is pinned by a bind mount; null where it is not
 */
public record IpcNamespace(
        long inode, boolean own, List<String> entries, Set<Integer> pids, Set<Integer> holders, String mount) {
    /** The first namespace of a boot: PROC_IPC_INIT_INO of linux/proc_ns.h. */
    public static final long INITIAL = 0xEFFFFFFFL;

    public IpcNamespace {
        entries = List.copyOf(entries);
        pids = java.util.Collections.unmodifiableSet(new TreeSet<>(pids));
        holders = java.util.Collections.unmodifiableSet(new TreeSet<>(holders));
    }

    /** True for the namespace that the host booted with. */
    public boolean initial() {
        return inode == INITIAL;
    }
}
