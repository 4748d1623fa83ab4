package org.semtrail.correlate.story;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
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

    private final Map<Id, Deque<Made>> open = new HashMap<>();
    private final Map<Id, Gone> pending = new LinkedHashMap<>();
    private final Deque<Closed> closed = new ArrayDeque<>();
    private final Map<Id, Gone> lastRemoval = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Gone> eldest) {
            return size() > MAX_PENDING;
        }
    };
    private long openCount;
    private long leftOut;

    record Id(long ipcNs, int semid) {
        /** Ids count up in their high bits, which a usual hash does not mix. */
        @Override
        public int hashCode() {
            return (int) ((((ipcNs * 31) + semid) * 0x9E3779B97F4A7C15L) >>> 32);
        }
    }

    /** @param jvm key of the JVM */
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
        lastRemoval.put(id, gone);
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
        closed.addLast(new Closed(made, gone));
        if (closed.size() > MAX_CLOSED) {
            closed.removeFirst();
            leftOut++;
        }
    }

    /** The last removals that were recorded. */
    void removals(BiConsumer<Id, Gone> visit) {
        lastRemoval.forEach(visit);
    }

    List<Made> open() {
        List<Made> all = new ArrayList<>();
        open.values().forEach(all::addAll);
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
