package org.semtrail.correlate.story;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.semtrail.capture.jfr.JvmEvent.Retold;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;

/**
 * Which sets JVMs made, and which of them were removed, by whom. Threads write their events in no order, so a removal can be
 * told before the making. Those that live are kept, of the others the last.
 */
final class Lives {
    private static final int MAX_OPEN = 200_000;
    private static final int MAX_CLOSED = 1_500;
    private static final int MAX_PENDING = 50_000;

    /** Removals of sets with the same id: of namespaces that are not told apart, or of the next set that got the id. */
    private static final int MAX_OF_ONE = 16;

    private final Map<Id, Deque<Made>> open = new HashMap<>();
    private final Map<Id, Gone> pending = new LinkedHashMap<>();
    private final Deque<Closed> closed = new ArrayDeque<>();
    private final Map<Id, List<Gone>> removals = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, List<Gone>> eldest) {
            return size() > MAX_PENDING;
        }
    };
    private final Map<Id, Made> met = new LinkedHashMap<>();
    private final Asked asked;
    private long openCount;
    private long leftOut;

    Lives(Asked asked) {
        this.asked = asked;
    }

    /** An id is given once in each boot and IPC namespace; {@code boot} is empty where not known. */
    record Id(String boot, long ipcNs, int semid) {
        /** Ids count up in their high bits, which a usual hash does not mix. */
        @Override
        public int hashCode() {
            return (int) ((((boot.hashCode() * 31L + ipcNs) * 31 + semid) * 0x9E3779B97F4A7C15L) >>> 32);
        }
    }

    /**
     * A call that gave a set.
     *
     * @param jvm key of the JVM
     */
    record Made(Id id, String jvm, SemGet get) {
        long atMs() {
            return get.at().toEpochMilli();
        }
    }

    record Gone(String jvm, SemControl call) {
        long atMs() {
            return call.at().toEpochMilli();
        }
    }

    record Closed(Made made, Gone gone) {}

    /** Whether this making was not told before: a chunk that is in two files, or told again, counts once. */
    boolean isUnknown(Id id, SemGet get) {
        Deque<Made> lives = open.get(id);
        return lives == null || lives.stream().noneMatch(m -> m.get().at().equals(get.at()));
    }

    /**
     * Whether a making that is told again, by another clock, was told before: of a set that is there, or of one that was
     * removed meanwhile, its removal paired with it.
     */
    boolean isKnown(Id id, SemGet again) {
        Gone unpaired = pending.get(id);
        return open.getOrDefault(id, new ArrayDeque<>(0)).stream()
                        .anyMatch(m ->
                                Duration.between(m.get().at(), again.at()).abs().compareTo(Retold.SAME_ID) <= 0)
                || removals.getOrDefault(id, List.of()).stream()
                        .anyMatch(g -> !g.equals(unpaired) && g.call().at().isAfter(again.at()));
    }

    /** The first call that gave a set by its key, which may have made it or found it. */
    void met(Made call) {
        Made before = met.get(call.id());
        if (before == null ? met.size() < MAX_PENDING : call.atMs() < before.atMs()) {
            met.put(call.id(), call);
        }
    }

    /** @return what removed it already; null where nothing did */
    Gone made(Made made) {
        Gone gone = pending.get(made.id());
        if (gone != null && gone.call().at().isAfter(made.get().at())) {
            pending.remove(made.id());
            close(made, gone);
            return gone;
        }
        if (openCount >= MAX_OPEN) {
            leftOut++;
            return null;
        }
        open.computeIfAbsent(made.id(), i -> new ArrayDeque<>(1)).addLast(made);
        openCount++;
        return null;
    }

    /** @return what was removed; null where its making was not told yet, or never will be */
    Made removed(Id id, Gone gone) {
        List<Gone> all = removals.computeIfAbsent(id, i -> new ArrayList<>(1));
        if (all.size() < MAX_OF_ONE && all.stream().noneMatch(g -> g.atMs() == gone.atMs())) {
            all.add(gone);
        }
        Deque<Made> lives = open.get(id);
        Made made = lives == null
                ? null
                : lives.stream()
                        .filter(m -> m.get().at().isBefore(gone.call().at()))
                        .reduce((earlier, later) -> later)
                        .orElse(null);
        if (made == null) {
            if (pending.size() < MAX_PENDING) {
                pending.put(id, gone);
            }
            return null;
        }
        lives.remove(made);
        if (lives.isEmpty()) {
            open.remove(id);
        }
        openCount--;
        close(made, gone);
        return made;
    }

    private void close(Made made, Gone gone) {
        if (!asked.touches(made.atMs(), gone.atMs())) {
            return;
        }
        closed.addLast(new Closed(made, gone));
        if (closed.size() > MAX_CLOSED) {
            closed.removeFirst();
            leftOut++;
        }
    }

    /** The removals that were recorded, the last ones of too many. */
    void removals(BiConsumer<Id, Gone> visit) {
        removals.forEach((id, all) -> all.forEach(gone -> visit.accept(id, gone)));
    }

    /** Calls that gave sets of which no making is told. */
    List<Made> met() {
        Set<Id> told = new HashSet<>(open.keySet());
        closed.forEach(c -> told.add(c.made().id()));
        return met.values().stream()
                .filter(m -> !told.contains(m.id()))
                .filter(m -> asked.touches(m.atMs(), gone(m) == null ? null : Long.valueOf(gone(m).atMs())))
                .toList();
    }

    /** The first removal after such a call; null for none. */
    Gone gone(Made met) {
        return removals.getOrDefault(met.id(), List.of()).stream()
                .filter(g -> g.atMs() >= met.atMs())
                .min(Comparator.comparing(Gone::atMs))
                .orElse(null);
    }

    /** Those that are there at the end of the time that is asked for. */
    List<Made> open() {
        List<Made> all = new ArrayList<>();
        open.values().forEach(all::addAll);
        all.removeIf(m -> !asked.touches(m.atMs(), null));
        all.sort(Comparator.comparing(Made::atMs));
        return all;
    }

    List<Closed> closed() {
        return List.copyOf(closed);
    }

    long leftOut() {
        return leftOut;
    }
}
