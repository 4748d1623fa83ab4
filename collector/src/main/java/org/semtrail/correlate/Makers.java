package org.semtrail.correlate;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.correlate.Creator.Confidence;
import org.semtrail.correlate.Life.Fate;

/**
 * Who made the sets of one start: by the set itself, else by a sibling that still tells, else by what it looks like.
 * Only a set that was never operated names who initialised it.
 */
final class Makers {
    private final Life life;
    private final Start start;
    private final KnownSoftware.Hints hints;
    private Set<Integer> pids;
    private SysvSem witness;

    Makers(Life life, Start start, KnownSoftware.Hints hints) {
        this.life = life;
        this.start = start;
        this.hints = hints;
    }

    /** Pids of all who initialised a set of the start and are still named; 0 for one of another PID namespace. */
    Set<Integer> pids() {
        if (pids == null) {
            pids = new TreeSet<>();
            for (SysvSem set : start.sets()) {
                Set<Integer> own = of(set);
                pids.addAll(own);
                witness = witness == null && isOne(own) ? set : witness;
            }
        }
        return pids;
    }

    /** The first set of the start that still tells; null for none. */
    private SysvSem witness() {
        return pids().isEmpty() ? null : witness;
    }

    /** Pids of those who initialised a set and whom nobody overwrote since; empty where it was operated. */
    private Set<Integer> of(SysvSem set) {
        if (set.sems() == null) {
            return Set.of();
        }
        int[] last = set.sems().pid();
        if (last.length == 1 && !set.everOperated()) {
            return Set.of(last[0]);
        }
        if (keepsInitialiserInLast(set)) {
            return Set.of(last[last.length - 1]);
        }
        return set.everOperated() ? Set.of() : IntStream.of(last).boxed().collect(Collectors.toSet());
    }

    private boolean keepsInitialiserInLast(SysvSem set) {
        return KnownSoftware.of(set, hints)
                .filter(KnownSoftware::keepsInitialiserInLast)
                .isPresent();
    }

    private static boolean isOne(Set<Integer> named) {
        return named.size() == 1 && !named.contains(0);
    }

    /** @param software what the set looks like; null for nothing known */
    Creator creator(SysvSem set, KnownSoftware software) {
        Set<Integer> own = of(set);
        if (isOne(own)) {
            return ofPid(own.iterator().next(), set, "never operated: sempid is who initialised it", true);
        }
        SysvSem sibling = witness();
        if (sibling != null) {
            String source = "set " + sibling.semid() + " of the same start, never operated, names it";
            return ofPid(of(sibling).iterator().next(), sibling, source, false);
        }
        return software == null
                ? Creator.UNKNOWN
                : new Creator(
                        null, null, software.name(), null, null, "looks like: " + software.because(), Confidence.LOW);
    }

    private Creator ofPid(int pid, SysvSem set, String source, boolean direct) {
        Fate fate = life.fate(pid, set, true);
        if (fate == Fate.ALIVE) {
            HostProcess p = life.process(pid);
            Confidence confidence = direct ? Confidence.HIGH : Confidence.MEDIUM;
            return new Creator(pid, true, p.program(), p.home().unit(), p.home().container(), source, confidence);
        }
        Boolean alive = fate == Fate.UNKNOWN ? null : Boolean.FALSE;
        return new Creator(pid, alive, null, null, null, source, Confidence.MEDIUM);
    }
}
