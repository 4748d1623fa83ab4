package org.semtrail.correlate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.host.UserNames;
import org.semtrail.capture.jfr.Recordings;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.capture.offline.LogScan;

/**
 * All that is known of one host at one time; what rules look at.
 *
 * @param now when it was read
 * @param ownIpcNs inode of the IPC namespace that we run in
 * @param namespaces what is in each IPC namespace, ours first
 * @param processes every process
 * @param allListed whether every living process was seen, so that one that is missing is dead
 * @param names users and groups of the host
 * @param unseen what could not be seen
 * @param config how the host is set up; {@link HostConfig#UNKNOWN} where only its tables were asked for
 * @param log failures that logs of applications tell; empty where none was given
 * @param jvms JVMs that recorded their calls; empty where no recordings were read
 */
public record HostFacts(
        Instant now,
        long ownIpcNs,
        List<NamespaceFacts> namespaces,
        List<HostProcess> processes,
        boolean allListed,
        UserNames names,
        List<Unseen> unseen,
        HostConfig config,
        List<LogHit> log,
        List<JvmFacts> jvms) {
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
        log = List.copyOf(log);
        jvms = List.copyOf(jvms);
    }

    /** Facts from the tables alone. */
    public HostFacts(
            Instant now,
            long ownIpcNs,
            List<NamespaceFacts> namespaces,
            List<HostProcess> processes,
            boolean allListed,
            UserNames names,
            List<Unseen> unseen) {
        this(now, ownIpcNs, namespaces, processes, allListed, names, unseen, HostConfig.UNKNOWN, List.of(), List.of());
    }

    /** The same with how the host is set up, which rules want and tables do not. */
    public HostFacts with(HostConfig known) {
        List<Unseen> all = new ArrayList<>(unseen);
        all.addAll(known.unseen());
        return new HostFacts(now, ownIpcNs, namespaces, processes, allListed, names, all, known, log, jvms);
    }

    /** The same with what logs of applications tell. */
    public HostFacts withLogs(List<LogScan> scans) {
        List<LogHit> hits = scans.stream().flatMap(s -> s.hits().stream()).toList();
        List<Unseen> all = Stream.concat(unseen.stream(), scans.stream().flatMap(s -> s.unseen().stream()))
                .toList();
        return new HostFacts(now, ownIpcNs, namespaces, processes, allListed, names, all, config, hits, jvms);
    }

    /** The same with what JVMs recorded: creators, histories and evidence of sets, and verdicts that can be safer. */
    public HostFacts withRecordings(Recordings recordings) {
        if (recordings.equals(Recordings.NONE)) {
            return this;
        }
        List<JvmFacts> told = recordings.jvms().stream()
                .map(r -> JvmFacts.of(r, processes, allListed))
                .toList();
        JvmJudge judge = new JvmJudge(told);
        List<NamespaceFacts> judged = namespaces.stream()
                .map(n -> new NamespaceFacts(
                        n.ns(), n.sets().stream().map(judge::judge).toList(), n.limits()))
                .toList();
        List<Unseen> all = new ArrayList<>(unseen);
        all.addAll(recordings.unseen());
        all.addAll(JvmGaps.of(told));
        return new HostFacts(now, ownIpcNs, judged, processes, allListed, names, all, config, log, told);
    }

    public Stream<SetFacts> sets() {
        return namespaces.stream().flatMap(n -> n.sets().stream());
    }

    /** The namespace that we run in; empty where not even that could be read. */
    public Stream<NamespaceFacts> own() {
        return namespaces.stream().filter(n -> n.ns().own());
    }

    /** Whether a process that a set's semaphore names is certainly gone. */
    public boolean isDead(int pid, SysvSem set) {
        return allListed
                && processes.stream().noneMatch(p -> p.pid() == pid && p.alive() && !Life.startedAfter(p, set));
    }
}
