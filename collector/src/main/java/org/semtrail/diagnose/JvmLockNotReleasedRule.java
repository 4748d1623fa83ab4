package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.jfr.JvmEvent.OfSet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.SemOp;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.JvmHistory;
import org.semtrail.correlate.SetFacts;
import org.semtrail.diagnose.Finding.Severity;

/**
 * A semaphore stands at 0, the last operation on it was by a JVM with a recording, and whoever took it is gone: the JVM,
 * or the thread alone. SEM_UNDO gives back when a process ends, and not when a thread does.
 */
final class JvmLockNotReleasedRule implements Rule {
    static final String ID = "jvm-lock-not-released";

    /** @param taking how it was taken; null where that was not recorded by itself */
    private record Holder(JvmHistory history, SemOperation taking, boolean jvmGone) {
        JvmFacts jvm() {
            return history.jvm();
        }
    }

    @Override
    public List<Finding> check(HostFacts facts) {
        List<Finding> findings = new ArrayList<>();
        for (SetFacts set : facts.sets().filter(s -> !s.history().isEmpty()).toList()) {
            for (int i = 0; set.sem().sems() != null && i < set.sem().nsems(); i++) {
                int semnum = i;
                holder(set, semnum).ifPresent(holder -> findings.add(finding(facts, set, semnum, holder)));
            }
        }
        return findings;
    }

    /** Whether it finds something: then others need not tell of the same lock. */
    static boolean concerns(SetFacts set, int semnum) {
        return holder(set, semnum).isPresent();
    }

    private static Optional<Holder> holder(SetFacts set, int semnum) {
        SysvSem.Sems sems = set.sem().sems();
        return sems.value()[semnum] != 0
                ? Optional.empty()
                : set.history().stream()
                        .filter(h -> Integer.valueOf(sems.pid()[semnum])
                                .equals(h.jvm().recording().pid()))
                        .findFirst()
                        .flatMap(h -> holder(h, semnum, sems.ncount()[semnum] > 0));
    }

    private static Optional<Holder> holder(JvmHistory history, int semnum, boolean awaited) {
        SemOperation last = history.operations()
                .filter(o -> on(o, semnum).isPresent())
                .reduce((earlier, later) -> later)
                .orElse(null);
        SemOp operation = last == null ? null : on(last, semnum).orElseThrow();
        boolean taken = operation != null && operation.value() < 0;
        if (Boolean.FALSE.equals(history.jvm().alive())) {
            // With SEM_UNDO the kernel would have raised it.
            boolean kept = taken ? !operation.undo() : awaited && history.knows();
            return kept ? Optional.of(new Holder(history, taken ? last : null, true)) : Optional.empty();
        }
        return taken && isThreadGone(history.jvm(), last)
                ? Optional.of(new Holder(history, last, false))
                : Optional.empty();
    }

    private static Optional<SemOp> on(SemOperation operation, int semnum) {
        return SemOp.parse(operation.operations()).stream()
                .filter(op -> op.semnum() == semnum && op.value() != 0)
                .findFirst();
    }

    /** Only where the thread's number means the same to us, and it was a thread of the kernel's all its life. */
    private static boolean isThreadGone(JvmFacts jvm, SemOperation taken) {
        long tid = taken.call().thread().tid();
        return jvm.lives()
                && tid > 0
                && !taken.call().virtualThread()
                && jvm.recording().status() != null
                && jvm.process().pid() == jvm.recording().status().pid()
                && jvm.process().tasks().stream().noneMatch(t -> t.tid() == tid);
    }

    private static Finding finding(HostFacts facts, SetFacts set, int semnum, Holder holder) {
        int waiting = set.sem().sems().ncount()[semnum];
        SemOperation taking = holder.taking();
        String who = holder.jvmGone()
                ? holder.jvm().label()
                : taking.call().thread() + " of " + holder.jvm().label() + ", which has ended,";
        String where = taking == null ? "" : " at " + JvmTold.place(taking);
        return new Finding(
                ID,
                waiting > 0 ? Severity.CRITICAL : Severity.WARNING,
                who + " took semaphore " + semnum + " of set " + set.sem().semid() + where + " and never gave it back"
                        + (waiting > 0 ? "; " + waiting + " wait for it." : "."),
                List.of(
                        taken(holder),
                        "value 0, sempid " + set.sem().sems().pid()[semnum] + ", ncount " + waiting,
                        holder.jvm().source()),
                (holder.jvmGone()
                                ? "The kernel gives back what a process holds only if it was taken with SEM_UNDO."
                                : "The kernel gives back what was taken with SEM_UNDO when the process ends, and nothing when"
                                        + " a thread does.")
                        + " Whoever takes it next waits for ever. (Not so where the program means the semaphore as a signal"
                        + " that another thread raises.)",
                List.of(
                        "# everything about the set",
                        JvmTold.show(facts, set),
                        "# let the program give it back in a finally block, and take it with SEM_UNDO; restart it to go"
                                + " on"));
    }

    private static String taken(Holder holder) {
        SemOperation taking = holder.taking();
        if (taking != null) {
            boolean undo = taking.operations().contains("UNDO");
            return "taken at " + JvmTold.time(taking.call().end()) + ", "
                    + taking.call().thread() + (undo ? ", with" : ", without") + " SEM_UNDO: " + JvmTold.stack(taking);
        }
        OfSet first = holder.history().calls().stream()
                .filter(c -> !c.call().failed())
                .findFirst()
                .orElse(null);
        return "it took it without waiting, which is not recorded by itself"
                + (first == null ? "" : "; it got the set at " + JvmTold.stack(first));
    }
}
