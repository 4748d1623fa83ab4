package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.SemOp;

/**
 * Who waited for whom: takings of a semaphore that had to wait, also in vain, and who took it last before. What was taken
 * without waiting is counted by the agent and not told one by one, so a holder may be missing, or be another.
 */
public final class Waits {
    private static final int MAX_SEMAPHORES = 5_000;
    private static final int MAX_OF_ONE = 2_000;

    private final Map<Sem, PriorityQueue<Take>> takes = new HashMap<>();

    private record Sem(Lives.Id id, int semnum) {}

    private record Take(JvmLine jvm, SemOperation operation, boolean undo) {
        long nanos() {
            return operation.call().duration().toNanos();
        }

        long startMs() {
            return operation.at().toEpochMilli();
        }

        long endMs() {
            return operation.call().end().toEpochMilli();
        }

        boolean inVain() {
            return operation.call().failed();
        }

        boolean isOfSameThread(Take other) {
            return jvm == other.jvm
                    && operation.call().thread().equals(other.operation.call().thread());
        }
    }

    /**
     * Waits of one place for another place, summed; times in milliseconds.
     *
     * @param inVain whether they ended without the semaphore: it was given up, or its set was removed
     */
    public record Wait(
            String object,
            String waiter,
            String holder,
            String howSure,
            long count,
            long totalMs,
            long maxMs,
            long from,
            long to,
            boolean inVain,
            String waiterJvm) {}

    void took(Lives.Id id, JvmLine jvm, SemOperation operation) {
        for (SemOp op : SemOp.parse(operation.operations())) {
            if (op.value() < 0) {
                Sem sem = new Sem(id, op.semnum());
                if (takes.size() < MAX_SEMAPHORES || takes.containsKey(sem)) {
                    PriorityQueue<Take> of =
                            takes.computeIfAbsent(sem, s -> new PriorityQueue<>(Comparator.comparingLong(Take::nanos)));
                    of.add(new Take(jvm, operation, op.undo()));
                    if (of.size() > MAX_OF_ONE) {
                        of.poll();
                    }
                }
            }
        }
    }

    /** Of those that waited in the time that is asked for; who held it may have taken it before. */
    List<Wait> sums(int most, Asked asked) {
        List<Wait> all = new ArrayList<>();
        takes.forEach((sem, of) -> all.addAll(sums(sem, of, asked)));
        all.sort(Comparator.comparingLong(Wait::totalMs).reversed());
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    private static List<Wait> sums(Sem sem, PriorityQueue<Take> of, Asked asked) {
        List<Take> byEnd = new ArrayList<>(of);
        byEnd.sort(Comparator.comparing(t -> t.operation().call().end()));
        Map<List<Object>, Wait> sums = new LinkedHashMap<>();
        for (int i = 0; i < byEnd.size(); i++) {
            Take take = byEnd.get(i);
            if (take.nanos() >= 1_000_000 && asked.touches(take.startMs(), take.endMs())) {
                Take before = before(byEnd, i);
                boolean meanwhile = before != null
                        && before.operation()
                                .call()
                                .end()
                                .isAfter(take.operation().call().start());
                Wait one = one(sem, take, before, meanwhile);
                sums.merge(List.of(one.waiter(), "" + one.holder(), one.howSure(), one.inVain()), one, Waits::plus);
            }
        }
        return List.copyOf(sums.values());
    }

    private static Take before(List<Take> byEnd, int i) {
        for (int j = i - 1; j >= 0; j--) {
            if (!byEnd.get(j).inVain() && !byEnd.get(j).isOfSameThread(byEnd.get(i))) {
                return byEnd.get(j);
            }
        }
        return null;
    }

    private static Wait one(Sem sem, Take take, Take before, boolean meanwhile) {
        long ms = take.nanos() / 1_000_000;
        return new Wait(
                "sem " + sem.id().semid() + " #" + sem.semnum(),
                who(take),
                before == null ? null : who(before),
                before == null ? "unknown" : meanwhile ? "likely" : "possible",
                1,
                ms,
                ms,
                take.startMs(),
                take.endMs(),
                take.inVain(),
                take.jvm().key());
    }

    private static String who(Take take) {
        return take.jvm().label() + " at " + Site.place(take.operation());
    }

    private static Wait plus(Wait a, Wait b) {
        return new Wait(
                a.object(),
                a.waiter(),
                a.holder(),
                a.howSure(),
                a.count() + b.count(),
                a.totalMs() + b.totalMs(),
                Math.max(a.maxMs(), b.maxMs()),
                Math.min(a.from(), b.from()),
                Math.max(a.to(), b.to()),
                a.inVain(),
                a.waiterJvm());
    }
}
