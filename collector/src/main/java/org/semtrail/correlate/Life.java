package org.semtrail.correlate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostView;
import org.semtrail.capture.host.SysvSem;

/** Who is alive, and which sets living processes are proven to use. */
final class Life {
    /** What became of a process that a semaphore names. */
    enum Fate {
        ALIVE,
        /** No such process. */
        DEAD,
        /** The number belongs to a process that started after the semaphore was last touched. */
        REUSED,
        /** We do not see all processes. */
        UNKNOWN
    }

    /** One process that is proven to use a set. */
    record Proof(HostProcess process, boolean waits, int semnum) {}

    /** A captured or torn /proc may hold a circle: no tree is deeper than this. */
    static final int MAX_DEPTH = 4096;

    private static final int CLOCK_GRAIN_SECONDS = 2;

    private final Map<Integer, HostProcess> alive = new HashMap<>();
    private final Map<Integer, List<HostProcess>> waiting = new HashMap<>();
    private final boolean allListed;

    Life(HostView view) {
        this.allListed = view.allListed();
        for (HostProcess process : view.processes()) {
            if (process.alive()) {
                alive.put(process.pid(), process);
                process.tasks().stream()
                        .filter(t -> t.waitsOn() >= 0)
                        .forEach(t -> waiting.computeIfAbsent(t.waitsOn(), k -> new ArrayList<>())
                                .add(process));
            }
        }
    }

    /** When the living started, the oldest first. */
    List<Instant> starts() {
        return alive.values().stream().map(HostProcess::start).sorted().toList();
    }

    HostProcess process(int pid) {
        return alive.get(pid);
    }

    /**
     * The fate of a process named by a semaphore of the set: one that started later than both of the set's times
     * cannot have touched it. Where the set's times prove nothing, whoever has the number counts as alive.
     */
    Fate fate(int pid, SysvSem set, boolean timesHold) {
        return fate(pid, timesHold ? Instant.ofEpochSecond(Math.max(set.otime(), set.ctime())) : Instant.MAX);
    }

    /** The fate of a process that touched something at that time at the latest. */
    Fate fate(int pid, Instant touched) {
        HostProcess process = alive.get(pid);
        if (process == null) {
            return allListed ? Fate.DEAD : Fate.UNKNOWN;
        }
        return process.start().minusSeconds(CLOCK_GRAIN_SECONDS).isBefore(touched) ? Fate.ALIVE : Fate.REUSED;
    }

    /** Whether a process started after the set was last touched: then it only has the number of the one that did. */
    static boolean startedAfter(HostProcess process, SysvSem set) {
        long touched = Math.max(set.otime(), set.ctime()) + CLOCK_GRAIN_SECONDS;
        return !process.start().isBefore(Instant.ofEpochSecond(touched));
    }

    /** Every process that is proven to use the set now; it may wait unseen, see {@link #waitsUnseen}. */
    List<Proof> proofs(SysvSem set, boolean timesHold) {
        List<Proof> proofs = new ArrayList<>();
        for (HostProcess process : waiting.getOrDefault(set.semid(), List.of())) {
            if (process.waiters(set.ipcNs(), set.semid()).findAny().isPresent()) {
                proofs.add(new Proof(process, true, -1));
            }
        }
        if (set.sems() != null) {
            int[] pids = set.sems().pid();
            Set<Integer> seen = new LinkedHashSet<>();
            for (int i = 0; i < pids.length; i++) {
                if (pids[i] > 0 && seen.add(pids[i]) && fate(pids[i], set, timesHold) == Fate.ALIVE) {
                    proofs.add(new Proof(alive.get(pids[i]), false, i));
                }
            }
        }
        return proofs;
    }

    /** The kernel counts waiters that we could not find among the processes. */
    boolean waitsUnseen(SysvSem set) {
        return set.sems() != null && set.sems().waiting() > 0;
    }

    /** Whether at least as many threads are seen to wait as the table says; false where it says nothing. */
    boolean seesAllWaiters(SysvSem set) {
        return set.sems() != null
                && waiting.getOrDefault(set.semid(), List.of()).stream()
                                .mapToLong(
                                        p -> p.waiters(set.ipcNs(), set.semid()).count())
                                .sum()
                        >= set.sems().waiting();
    }
}
