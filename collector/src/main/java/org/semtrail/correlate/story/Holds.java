package org.semtrail.correlate.story;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.jfr.JvmEvent.IpcUsage;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.SemOp;
import org.semtrail.correlate.story.Lives.Id;
import org.semtrail.correlate.story.Story.Hold;

/** Which semaphores were taken last, as far as it was recorded, and by no JVM given back or taken since. */
final class Holds {
    private static final int MOST = 20_000;
    private static final int MOST_TIMES = 200_000;

    private record Sem(String boot, Id id, int semnum) {}

    private record Take(JvmLine jvm, SemOperation operation, boolean undo) {
        long endMs() {
            return operation.call().end().toEpochMilli();
        }
    }

    private static final int WHOLE_SET = -1;

    private final Map<Sem, Take> taken = new LinkedHashMap<>();
    /** When it was given back last: files are read one by one, so what was done later may be told first. */
    private final Map<Sem, Long> given = new HashMap<>();
    /** When operations of a set that are not told one by one were counted last. */
    private final Map<Sem, Long> counted = new HashMap<>();

    void operated(JvmLine jvm, Id id, SemOperation operation) {
        for (SemOp op : SemOp.parse(operation.operations())) {
            Sem sem = new Sem(jvm.boot(), id, op.semnum());
            Take take = new Take(jvm, operation, op.undo());
            if (op.value() > 0) {
                given(sem, take.endMs());
            } else if (op.value() < 0) {
                taken(sem, take);
            }
        }
    }

    /** Whoever sets a value, or removes the set, ends what was before. */
    void controlled(JvmLine jvm, Id id, SemControl control) {
        long end = control.call().end().toEpochMilli();
        switch (control.command()) {
            case "SETVAL" -> given(new Sem(jvm.boot(), id, control.semnum()), end);
            case "SETALL", "IPC_RMID" -> latest(given, new Sem(jvm.boot(), id, WHOLE_SET), end);
            default -> {
                // It reads, or is about the owner.
            }
        }
    }

    private void given(Sem sem, long endMs) {
        latest(given, sem, endMs);
        taken.computeIfPresent(sem, (s, before) -> before.endMs() > endMs ? before : null);
    }

    private void taken(Sem sem, Take take) {
        Take before = taken.get(sem);
        boolean last = before == null || before.endMs() <= take.endMs();
        boolean since = given.getOrDefault(sem, Long.MIN_VALUE) <= take.endMs();
        if (last && since && (before != null || taken.size() < MOST)) {
            taken.put(sem, take);
        }
    }

    void counted(JvmLine jvm, Id id, IpcUsage usage) {
        if (List.of("semop", "semtimedop").contains(usage.call())) {
            latest(counted, new Sem(jvm.boot(), id, WHOLE_SET), usage.at().toEpochMilli());
        }
    }

    private static void latest(Map<Sem, Long> times, Sem sem, long ms) {
        if (times.size() < MOST_TIMES || times.containsKey(sem)) {
            times.merge(sem, ms, Math::max);
        }
    }

    /** Semaphores that are held at the end of what is asked for, and were not given back after it either. */
    List<Hold> until(Asked asked) {
        return taken.entrySet().stream()
                .filter(e -> e.getValue().endMs() <= asked.toMs())
                .filter(e -> e.getValue().endMs() > given.getOrDefault(whole(e.getKey()), Long.MIN_VALUE))
                .map(e -> hold(e.getKey(), e.getValue()))
                .toList();
    }

    private Hold hold(Sem sem, Take take) {
        return new Hold(
                take.jvm(), sem.id().semid(), sem.semnum(), take.operation(), take.undo(), counted.get(whole(sem)));
    }

    private static Sem whole(Sem sem) {
        return new Sem(sem.boot(), sem.id(), WHOLE_SET);
    }
}
