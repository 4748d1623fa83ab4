package org.semtrail.correlate;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.jfr.JvmCall;
import org.semtrail.capture.jfr.JvmEvent;
import org.semtrail.capture.jfr.JvmEvent.OfSet;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.correlate.Creator.Confidence;

/**
 * Since when an id means the set that has it now, and the call that made it. Ids are handed out again: a recorded
 * removal ended an earlier set, and a creation must fit the set's ctime or what was recorded to have moved that.
 *
 * @param from recorded calls before this were on another set of the same id; the beginning of time for none
 * @param maker who made it; null where no recording tells
 * @param confidence how far the attribution can be trusted
 * @param how why, in words
 */
record Lifetime(Instant from, Told maker, Confidence confidence, String how) {
    /** The kernel's seconds are of its last tick, and the JVM's clock drifts during a chunk. */
    private static final int MARGIN_SECONDS = 1;

    /** Commands that move ctime (semctl(2)). */
    private static final Set<String> MOVES_CTIME = Set.of("IPC_SET", "SETVAL", "SETALL");

    /** Something that a JVM recorded. */
    record Told(JvmFacts jvm, JvmEvent event) {
        Instant at() {
            return event.at();
        }
    }

    /** @param told what recordings tell of the id, by time, of calls that succeeded */
    static Lifetime of(SysvSem set, List<Told> told) {
        List<Told> before = told.stream()
                .filter(t -> !t.at().isAfter(set.ctimeInstant().plusSeconds(1 + MARGIN_SECONDS)))
                .toList();
        Instant from = before.stream()
                .filter(t -> isOfAnEarlierSet(set, t))
                .map(t -> ((OfSet) t.event()).call().end())
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        List<Told> gets = before.stream()
                .filter(t -> t.event() instanceof SemGet && !t.at().isBefore(from) && asksFor(set, t))
                .toList();
        return gets.stream()
                .filter(t -> JvmHistory.isCreation((SemGet) t.event()))
                .reduce((earlier, later) -> later)
                .map(t -> ofCreation(set, t, told))
                .or(
                        () -> gets.stream()
                                .filter(t -> JvmHistory.mayCreate((SemGet) t.event())
                                        && fits(set, ((SemGet) t.event()).call()))
                                .findFirst()
                                .map(
                                        t -> new Lifetime(
                                                t.at(),
                                                t,
                                                Confidence.MEDIUM,
                                                "JVM recording: semget with IPC_CREAT in the second of its ctime (it may have found it)")))
                .orElse(new Lifetime(from, null, Confidence.NONE, null));
    }

    /**
     * Whether a call shows that the id was another set's until then. The set is there: a removal after its ctime was not
     * its own. What others say who may not remove it ends nothing.
     */
    private static boolean isOfAnEarlierSet(SysvSem set, Told told) {
        boolean entitled = told.jvm().recording().isBy(set.cuid())
                || told.jvm().recording().isBy(set.uid());
        boolean otherShape = told.event() instanceof SemGet get
                && JvmHistory.isCreation(get)
                && (get.key() != set.key() || get.nsems() != set.nsems());
        return entitled && (JvmHistory.isRemoval(told.event()) || otherShape);
    }

    private static Lifetime ofCreation(SysvSem set, Told maker, List<Told> told) {
        SemGet get = (SemGet) maker.event();
        if (fits(set, get.call())) {
            return new Lifetime(get.at(), maker, Confidence.HIGH, "JVM recording: semget returned its id at its ctime");
        }
        boolean explained = told.stream()
                .filter(t -> !t.at().isBefore(get.at()))
                .anyMatch(t ->
                        t.event() instanceof SemControl c && MOVES_CTIME.contains(c.command()) && fits(set, c.call()));
        return explained
                ? new Lifetime(
                        get.at(),
                        maker,
                        Confidence.HIGH,
                        "JVM recording: semget returned its id; the ctime is that of a recorded semctl")
                : new Lifetime(
                        get.at(),
                        maker,
                        Confidence.LOW,
                        "JVM recording: semget returned its id, but its ctime is later: changed since by somebody who was"
                                + " not recorded, or another set that got the same id");
    }

    /** Whether the call, if it made a set, made one like this; and whether its author could be the set's creator. */
    private static boolean asksFor(SysvSem set, Told told) {
        SemGet get = (SemGet) told.event();
        boolean author = told.jvm().recording().isBy(set.cuid());
        return author && get.key() == set.key() && get.nsems() == set.nsems();
    }

    static boolean fits(SysvSem set, JvmCall call) {
        return set.ctime() >= call.start().getEpochSecond() - MARGIN_SECONDS
                && set.ctime() <= call.end().getEpochSecond() + MARGIN_SECONDS;
    }
}
