package org.semtrail.correlate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.correlate.Life.Proof;
import org.semtrail.correlate.Start.Shape;

/** Which sets of a namespace are proven to be used, and by whom; indexed, for every start asks about every family. */
final class Uses {
    private record Second(Shape shape, long ctime) {}

    /** Starts of as many sets of a shape. */
    private record Alike(Shape shape, int size) {
        private static Alike of(Start start) {
            return new Alike(start.shape(), start.sets().size());
        }
    }

    /** The seconds in which the sets were made that one process uses: all that matters is whether there are several. */
    private static final class Seconds {
        private final long first;
        private boolean several;

        private Seconds(long first) {
            this.first = first;
        }
    }

    private final Life life;
    private final Map<Integer, List<Proof>> proofs = new HashMap<>();
    private final Map<Second, List<SysvSem>> bySecond = new HashMap<>();
    private final Map<Shape, Map<Integer, Seconds>> byUser = new HashMap<>();
    private final Map<Alike, Map<Integer, Seconds>> byUserOfAlike = new HashMap<>();

    /** @param timesHold whether the times of a set prove anything */
    Uses(Life life, Collection<Start> starts, Predicate<SysvSem> timesHold) {
        this.life = life;
        for (Start start : starts) {
            for (SysvSem set : start.sets()) {
                List<Proof> found = life.proofs(set, timesHold.test(set));
                proofs.put(set.semid(), found);
                if (isUsed(set)) {
                    bySecond.computeIfAbsent(new Second(start.shape(), set.ctime()), s -> new ArrayList<>())
                            .add(set);
                    found.forEach(proof -> add(start, proof.process().pid()));
                }
            }
        }
    }

    private void add(Start start, int pid) {
        add(byUser.computeIfAbsent(start.shape(), s -> new HashMap<>()), pid, start.ctime());
        add(byUserOfAlike.computeIfAbsent(Alike.of(start), s -> new HashMap<>()), pid, start.ctime());
    }

    private static void add(Map<Integer, Seconds> users, int pid, long ctime) {
        Seconds seconds = users.computeIfAbsent(pid, p -> new Seconds(ctime));
        seconds.several |= seconds.first != ctime;
    }

    List<Proof> proofs(SysvSem set) {
        return proofs.get(set.semid());
    }

    boolean isUsed(SysvSem set) {
        return !proofs(set).isEmpty() || life.waitsUnseen(set);
    }

    /** The sets of a shape that were made in a second and are used. */
    List<SysvSem> of(Shape shape, long ctime) {
        return bySecond.getOrDefault(new Second(shape, ctime), List.of());
    }

    /** Those who use a set of the start's shape that was made in another second. */
    Predicate<HostProcess> usersOfAnother(Start start) {
        return another(byUser.getOrDefault(start.shape(), Map.of()), start.ctime());
    }

    /** Those of them who use a set of a start of as many sets. */
    Predicate<HostProcess> usersOfOneAlike(Start start) {
        return another(byUserOfAlike.getOrDefault(Alike.of(start), Map.of()), start.ctime());
    }

    private static Predicate<HostProcess> another(Map<Integer, Seconds> users, long ctime) {
        return process -> {
            Seconds seconds = users.get(process.pid());
            return seconds != null && (seconds.several || seconds.first != ctime);
        };
    }
}
