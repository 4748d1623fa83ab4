package org.semtrail.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.semtrail.correlate.Start.Shape;

/**
 * Looks at every living family that could know the ids of a start whose initialiser is dead, and says how far each can
 * be excluded. The worst one caps the verdict.
 */
final class Suspects {
    /** A start takes seconds; what came a minute later came from another one, unless a person typed a pass phrase. */
    static final Duration ANOTHER_START = Duration.ofSeconds(60);

    private static final int NEAR_PIDS = 64;

    private final Shape shape;
    private final Instant ctime;
    private final Predicate<Family> usesOthers;
    private final Predicate<Family> usesAlike;
    private final Set<Integer> makers;
    private final UnitTimes unitTimes;
    private final List<Evidence> evidence = new ArrayList<>();
    private Verdict cap = Verdict.ORPHAN;

    /**
     * @param makers pids of the dead initialisers
     * @param usesOthers whether a family is proven to use another set of the same shape: it has its own, then
     * @param usesAlike whether these others are a whole start like this one
     */
    Suspects(
            Shape shape,
            Instant ctime,
            Predicate<Family> usesOthers,
            Predicate<Family> usesAlike,
            Set<Integer> makers,
            UnitTimes unitTimes) {
        this.usesAlike = usesAlike;
        this.makers = makers;
        this.shape = shape;
        this.ctime = ctime;
        this.usesOthers = usesOthers;
        this.unitTimes = unitTimes;
    }

    Verdict cap() {
        return cap;
    }

    List<Evidence> evidence() {
        return evidence;
    }

    void examine(List<Family> families) {
        List<Family> open = families.stream()
                .filter(f -> !f.readable() || !f.cannotAccess(shape))
                .toList();
        if (open.size() < families.size()) {
            int excluded = families.size() - open.size();
            exclude(excluded + " process famil" + (excluded == 1 ? "y has" : "ies have") + " neither access to it ("
                    + Access.describe(shape) + ") nor privilege");
        }
        unitTimes.prepare(open);
        open.forEach(this::examine);
    }

    private void examine(Family family) {
        if (!family.readable()) {
            suspect(family, "could not be read, so it may use any set");
        } else if (family.younger()) {
            younger(family);
        } else {
            older(family);
        }
    }

    private void older(Family family) {
        boolean access = family.mayAccess(shape);
        if (access && !usesOthers.test(family)) {
            suspect(family, "is older than the set and has access to it: somebody may have handed it the id");
        } else if (access && unitTimes.clockStepped(family)) {
            suspect(family, "has access to it, and the clock was set since it started: it may be younger than the set");
        } else if (bornAfterMaker(family, access ? Integer.MAX_VALUE : NEAR_PIDS)) {
            presume(
                    family.label() + " seems older than the set, but its pid was given out after that of the set's dead"
                            + " maker: the set's times may have been moved since, or the clock set",
                    "pids");
        } else if (access && !usesAlike.test(family)) {
            presume(
                    family.label()
                            + " is older than the set and uses others of this shape, but no start of as many sets"
                            + " as this one: it may be a part of that one, its times moved since",
                    "ctime, semid");
        } else if (access) {
            exclude(family.label() + " is older than the set and is proven to use other sets of this shape");
        } else {
            excludedOlder++;
        }
    }

    /** Ourselves, as after docker exec, we know; of others only that their parent is not visible. */
    private void outside(Family family) {
        if (family.holdsUs()) {
            exclude(family.label() + " is what we were started from, outside this PID namespace");
            return;
        }
        presume(
                family.label()
                        + " entered this PID namespace from outside and has no access of its own: most likely it is"
                        + " none of its maker's",
                "/proc/" + family.root().pid());
    }

    /** A daemon's parent is forked by the initialiser, a few pids later; no IPC_SET and no clock moves pids. */
    private boolean bornAfterMaker(Family family, int within) {
        return makers.stream().anyMatch(maker -> {
            int distance = family.root().pid() - maker;
            return distance > 0 && distance <= within;
        });
    }

    private void younger(Family family) {
        Instant unit = unitTimes.startedAfter(family, ctime);
        if (unit != null) {
            exclude(family.label() + " belongs to " + family.root().home().systemUnit() + ", started at " + unit
                    + ", after the set");
            return;
        }
        if (family.cameFromOutside() && !family.mayAccess(shape)) {
            outside(family);
            return;
        }
        boolean explained = !family.mayAccess(shape) || usesOthers.test(family);
        Duration gap = Duration.between(ctime, family.root().start());
        if (!explained) {
            suspect(
                    family,
                    "started with the set or after it, and has access to it: it may descend from its dead maker");
        } else if (gap.compareTo(ANOTHER_START) <= 0) {
            suspect(
                    family,
                    "started within " + ANOTHER_START.toSeconds()
                            + " seconds of the set: it may descend from its dead maker");
        } else {
            presume(
                    family.label() + " started " + gap.toMinutes() + " min after the set and "
                            + (family.mayAccess(shape) ? "uses other sets of this shape" : "has no access of its own")
                            + ", so most likely it is none of its",
                    "/proc start times");
        }
    }

    private int excludedOlder;

    /** Ends the examination: one line for all that were excluded alike. */
    Suspects done() {
        if (excludedOlder > 0) {
            exclude(excludedOlder + " older process famil" + (excludedOlder == 1 ? "y has" : "ies have")
                    + " no access to it by owner, group or other");
        }
        return this;
    }

    private void suspect(Family family, String why) {
        cap = Verdict.UNKNOWN;
        evidence.add(Evidence.open(
                family.label() + " " + why, "/proc/" + family.root().pid()));
    }

    private void presume(String what, String source) {
        cap = cap.orSafer(Verdict.PRESUMED_ORPHAN);
        evidence.add(Evidence.open(what, source));
    }

    private void exclude(String what) {
        evidence.add(Evidence.forRemoval(what, "/proc"));
    }
}
