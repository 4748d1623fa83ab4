package org.semtrail.correlate;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostView;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.Life.Fate;
import org.semtrail.correlate.Start.Shape;

/**
 * What an object other than a semaphore set is judged on: the living, the namespaces, and what is common to all kinds.
 *
 * @param at when the tables were read
 * @param namespaces the IPC namespaces of the host
 * @param view the processes, read after the tables
 */
record Ground(
        Instant at, List<IpcNamespace> namespaces, HostView view, Life life, UnitTimes unitTimes, UserNames names) {
    /** Changed while we looked, or in the second before: whoever did it may not have been seen. */
    boolean isYoung(Instant... times) {
        Instant young = at.minusSeconds(1);
        for (Instant time : times) {
            if (time != null && !time.isBefore(young.minusNanos(young.getNano()))) {
                return true;
            }
        }
        return false;
    }

    void young(Tally tally, Instant... times) {
        if (isYoung(times)) {
            tally.open(Verdict.UNKNOWN, "it was touched while we looked", "its times");
        }
    }

    void sight(Tally tally) {
        if (!view.complete()) {
            tally.open(
                    Verdict.UNKNOWN,
                    "not all processes could be seen: any of them may use it; look again as root",
                    "/proc");
        }
    }

    Fate fate(int pid, Instant touched) {
        return life.fate(pid, touched);
    }

    /** For people: "apache2 (pid 4711)". */
    String label(int pid) {
        HostProcess process = life.process(pid);
        return process == null ? "pid " + pid : process.label();
    }

    String labels(List<Integer> pids) {
        String first = String.join(", ", pids.stream().limit(5).map(this::label).toList());
        return pids.size() > 5 ? first + " and " + (pids.size() - 5) + " more" : first;
    }

    private IpcNamespace namespace(Long inode) {
        return namespaces.stream()
                .filter(ns -> Objects.equals(ns.inode(), inode))
                .findFirst()
                .orElse(null);
    }

    /** Keeps what a namespace without processes holds, and what a living family of its user may know the id of. */
    void families(Tally tally, Long ipcNs, Shape shape, Instant ctime, Predicate<HostProcess> usesOthers) {
        IpcNamespace ns = namespace(ipcNs);
        if (ns == null || ns.pids().isEmpty()) {
            tally.open(
                    Verdict.UNKNOWN,
                    "its IPC namespace has no process, but is kept open: whoever enters it can use it",
                    "/proc/*/ns/ipc");
            return;
        }
        long self = ProcessHandle.current().pid();
        List<HostProcess> present = view.processes().stream()
                .filter(p -> p.alive() && p.pid() != self)
                .filter(p -> p.mayBeIn(ns.inode()) || ns.holders().contains(p.pid()))
                .toList();
        List<Family> families = Family.of(life, present, shape, ctime);
        Suspects suspects = new Suspects(shape, ctime, usesOthers, usesOthers, Set.of(), unitTimes);
        suspects.examine(families);
        suspects.done();
        tally.addAll(suspects.cap(), suspects.evidence());
    }
}
