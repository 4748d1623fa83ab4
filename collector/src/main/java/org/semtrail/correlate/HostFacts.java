package org.semtrail.correlate;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.host.UserNames;

/**
 * All that is known of one host at one time; what rules look at.
 *
 * @param now when it was read
 * @param ownIpcNs inode of the IPC namespace that we run in
 * @param namespaces what is in each IPC namespace, ours first
 * @param processes every process
 * @param names users and groups of the host
 * @param unseen what could not be seen
 */
public record HostFacts(
        Instant now,
        long ownIpcNs,
        List<NamespaceFacts> namespaces,
        List<HostProcess> processes,
        UserNames names,
        List<Unseen> unseen) {
    /** One IPC namespace with its sets, judged, in the order of their ids. */
    public record NamespaceFacts(IpcNamespace ns, List<SetFacts> sets, IpcLimits limits) {
        public NamespaceFacts {
            sets = List.copyOf(sets);
        }
    }

    public HostFacts {
        namespaces = List.copyOf(namespaces);
        processes = List.copyOf(processes);
        unseen = List.copyOf(unseen);
    }

    public Stream<SetFacts> sets() {
        return namespaces.stream().flatMap(n -> n.sets().stream());
    }

    /** The namespace that we run in; empty where not even that could be read. */
    public Stream<NamespaceFacts> own() {
        return namespaces.stream().filter(n -> n.ns().own());
    }
}
