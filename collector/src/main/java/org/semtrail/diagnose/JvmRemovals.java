package org.semtrail.diagnose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.JvmHistory;

/** Which sets were removed by which JVM, by all recordings; JVMs of one IPC namespace share their ids. */
final class JvmRemovals {
    /** A recorded removal of a set. */
    record Removal(JvmFacts jvm, SemControl call) {
        Instant at() {
            return call.at();
        }
    }

    /** Where an id means the same set; a JVM that does not tell shares its ids with nobody. */
    private record Tables(String bootId, long ipcNs, JvmFacts alone) {
        static Tables of(JvmFacts jvm) {
            AgentStatus status = jvm.recording().status();
            return status == null ? new Tables("", 0, jvm) : new Tables(status.bootId(), status.ipcNs(), null);
        }
    }

    private final Map<Tables, Map<Integer, List<Removal>>> removals = new HashMap<>();

    JvmRemovals(HostFacts facts) {
        for (JvmFacts jvm : facts.jvms()) {
            Map<Integer, List<Removal>> ids = removals.computeIfAbsent(Tables.of(jvm), t -> new HashMap<>());
            JvmTold.events(jvm, SemControl.class).stream()
                    .filter(JvmHistory::isRemoval)
                    .forEach(c -> ids.computeIfAbsent(c.semid(), id -> new ArrayList<>())
                            .add(new Removal(jvm, c)));
            ids.values().forEach(list -> list.sort(Comparator.comparing(Removal::at)));
        }
    }

    private List<Removal> of(JvmFacts jvm, int semid) {
        return removals.get(Tables.of(jvm)).getOrDefault(semid, List.of());
    }

    /** Whether the set with this id was removed at that time or later. */
    boolean since(JvmFacts jvm, int semid, Instant time) {
        List<Removal> all = of(jvm, semid);
        return !all.isEmpty() && !all.get(all.size() - 1).at().isBefore(time);
    }

    /** The last removal of an id in a time, by whichever JVM. */
    Optional<Removal> between(JvmFacts jvm, int semid, Instant from, Instant to) {
        return of(jvm, semid).stream()
                .filter(r -> !r.at().isBefore(from) && r.at().isBefore(to))
                .reduce((earlier, later) -> later);
    }
}
