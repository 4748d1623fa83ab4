package org.semtrail.diagnose;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.semtrail.capture.jfr.JvmCall;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.SemOp;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.JvmHistory;

/**
 * Takings of one semaphore that had to wait, and who had it meanwhile: the thread whose taking ended last before ours
 * did. What was taken without waiting is counted by the agent and not recorded one by one, so that a holder may be
 * missing.
 *
 * @param waits by when they ended
 */
record SemWaits(int semnum, List<Wait> waits) {
    /** An operation of a thread of a JVM. */
    record Wait(JvmFacts jvm, SemOperation operation) {
        JvmCall call() {
            return operation.call();
        }

        private boolean isOfSameThread(Wait other) {
            return jvm.equals(other.jvm) && call().thread().equals(other.call().thread());
        }
    }

    /** What all JVMs recorded of a set, by semaphore. */
    static Collection<SemWaits> of(List<JvmHistory> histories) {
        Map<Integer, List<Wait>> bySemaphore = new TreeMap<>();
        for (JvmHistory history : histories) {
            history.operations()
                    .forEach(o -> SemOp.parse(o.operations()).stream()
                            .filter(op -> op.value() < 0)
                            .findFirst()
                            .ifPresent(op -> bySemaphore
                                    .computeIfAbsent(op.semnum(), n -> new ArrayList<>())
                                    .add(new Wait(history.jvm(), o))));
        }
        bySemaphore
                .values()
                .forEach(waits -> waits.sort(Comparator.comparing(w -> w.call().end())));
        return bySemaphore.entrySet().stream()
                .map(e -> new SemWaits(e.getKey(), List.copyOf(e.getValue())))
                .toList();
    }

    Duration total() {
        return waits.stream().map(w -> w.call().duration()).reduce(Duration.ZERO, Duration::plus);
    }

    Wait longest() {
        return waits.stream()
                .max(Comparator.comparing(w -> w.call().duration()))
                .orElseThrow();
    }

    /** From the first that began to wait until the last one had it. */
    Duration span() {
        Instant first = waits.stream()
                .map(w -> w.call().start())
                .min(Instant::compareTo)
                .orElseThrow();
        return Duration.between(first, waits.get(waits.size() - 1).call().end());
    }

    long threads() {
        return waits.stream()
                .map(w -> List.of(w.jvm().recording().place(), w.call().thread()))
                .distinct()
                .count();
    }

    /** Who took it last before this wait ended, while it lasted; null where that was not recorded. */
    Wait holder(int wait) {
        Wait ours = waits.get(wait);
        for (int i = wait - 1; i >= 0; i--) {
            Wait before = waits.get(i);
            if (!before.call().end().isAfter(ours.call().start())) {
                return null;
            }
            if (!before.isOfSameThread(ours)) {
                return before;
            }
        }
        return null;
    }
}
