package org.semtrail.diagnose;

import java.time.Instant;
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

    /** The kernel's seconds are of its last tick, and the JVM's clock drifts. */
    private static final int MARGIN_SECONDS = 1;

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
        // Never operated (semop(2)): its pid is that of who initialised it.
        if (sems.value()[semnum] != 0 || set.sem().otime() == 0) {
            return Optional.empty();
        }
        return set.history().stream()
                .filter(h -> Integer.valueOf(sems.pid()[semnum])
                        .equals(h.jvm().recording().pid()))
                .filter(h -> isBelieved(h.jvm(), set.sem()))
                .findFirst()
                .flatMap(h -> holder(set.sem(), h, semnum));
    }

    /** Its pid must be its own still, and its author one who could have the set. */
    private static boolean isBelieved(JvmFacts jvm, SysvSem set) {
        boolean author = jvm.recording().isBy(set.cuid()) || jvm.recording().isBy(set.uid());
        return jvm.successor() == null && (author || jvm.lives());
    }

    private static Optional<Holder> holder(SysvSem set, JvmHistory history, int semnum) {
        SemOperation last = history.operations()
                .filter(o -> on(o, semnum).isPresent())
                .reduce((earlier, later) -> later)
                .orElse(null);
        SemOp operation = last == null ? null : on(last, semnum).orElseThrow();
        boolean gone = Boolean.FALSE.equals(history.jvm().alive());
        boolean taken = operation != null && operation.value() < 0 && isLast(set, last, gone);
        if (gone) {
            // With SEM_UNDO the kernel would have raised it.
            boolean kept = taken ? !operation.undo() : mayKeep(set, history, semnum);
            return kept ? Optional.of(new Holder(history, taken ? last : null, true)) : Optional.empty();
        }
        return taken && isThreadGone(history.jvm(), last)
                ? Optional.of(new Holder(history, last, false))
                : Optional.empty();
    }

    /**
     * Whether by the kernel's own times nothing was done since: no operation, and no SETVAL, SETALL or IPC_SET. A set has
     * one otime for all its semaphores; of one with several the pid that a dead JVM left at value 0 tells as much.
     */
    private static boolean isLast(SysvSem set, SemOperation taken, boolean jvmGone) {
        long end = taken.call().end().getEpochSecond();
        boolean operatedSince = set.otime() > end + MARGIN_SECONDS && !(jvmGone && set.nsems() > 1);
        return !operatedSince && set.otime() >= end - MARGIN_SECONDS && set.ctime() <= end + MARGIN_SECONDS;
    }

    /** It operated it last, and somebody waits: what did not wait itself is counted, and not recorded one by one. */
    private static boolean mayKeep(SysvSem set, JvmHistory history, int semnum) {
        boolean operated = history.operations().findAny().isPresent()
                || history.usage().stream()
                        .anyMatch(u -> u.call().startsWith("sem") && u.errno() == 0 && u.count() > 0);
        return operated && set.sems().ncount()[semnum] > 0 && set.ctime() <= set.otime();
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
                waiting > 0 && taking != null ? Severity.CRITICAL : Severity.WARNING,
                who + (taking == null ? " may have taken" : " took") + " semaphore " + semnum + " of set "
                        + set.sem().semid() + where
                        + (taking == null ? " and not given it back" : " and never gave it back")
                        + (waiting > 0 ? "; " + waiting + " wait for it." : "."),
                List.of(
                        taken(holder),
                        "value 0, sempid " + set.sem().sems().pid()[semnum] + ", ncount " + waiting + ", otime "
                                + JvmTold.time(Instant.ofEpochSecond(set.sem().otime())),
                        holder.jvm().source()),
                (holder.jvmGone()
                                ? "The kernel gives back what a process holds only if it was taken with SEM_UNDO."
                                : "The kernel gives back what was taken with SEM_UNDO when the process ends, and nothing when"
                                        + " a thread does.")
                        + " Whoever takes it next waits for ever. (Not so where the program means the semaphore as a signal"
                        + " that another thread raises, or where it was given back and taken by another within the same"
                        + " second.)",
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
        return "it operated it last; if it took it, then without waiting, which is not recorded by itself"
                + (first == null ? "" : "; it got the set at " + JvmTold.stack(first));
    }
}
