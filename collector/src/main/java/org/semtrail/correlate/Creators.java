package org.semtrail.correlate;

import java.util.Set;
import java.util.function.Function;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.correlate.Creator.Confidence;
import org.semtrail.correlate.Life.Fate;

/** Finds out who made a set: by the set itself, else by a sibling of its start, else by what it looks like. */
final class Creators {
    private Creators() {}

    static Creator of(
            SysvSem set,
            Set<Integer> own,
            Start start,
            Function<SysvSem, Set<Integer>> initialisers,
            Life life,
            KnownSoftware software) {
        if (own.size() == 1 && !own.contains(0)) {
            return ofPid(
                    own.iterator().next(), set, life, software, "never operated: sempid is who initialised it", true);
        }
        for (SysvSem sibling : start.sets()) {
            Set<Integer> pids = initialisers.apply(sibling);
            if (pids.size() == 1 && !pids.contains(0)) {
                String source = "set " + sibling.semid() + " of the same start, never operated, names it";
                return ofPid(pids.iterator().next(), sibling, life, software, source, false);
            }
        }
        return software == null
                ? Creator.UNKNOWN
                : new Creator(
                        null, null, software.name(), null, null, "looks like: " + software.because(), Confidence.LOW);
    }

    private static Creator ofPid(
            int pid, SysvSem set, Life life, KnownSoftware software, String source, boolean direct) {
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
