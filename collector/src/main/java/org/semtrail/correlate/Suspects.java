package org.semtrail.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.correlate.Evidence.Side;
import org.semtrail.correlate.Start.Shape;

/**
 * Looks at every living family that could know the ids of a start whose initialiser is dead, and says how far each can
 * be excluded. The worst one caps the verdict.
 */
final class Suspects {
    /** A start takes seconds; what came a minute later came from another one, unless a person typed a pass phrase. */
    static final Duration ANOTHER_START = Duration.ofSeconds(60);

    /** On a busy host many others fork between an initialiser and its daemon; where pids wrap early, more is chance. */
    private static final int NEAR_PIDS = 1024;

    /** So many are named of those of whom the same is to be said; a host can have thousands. */
    private static final int MAX_TOLD = 8;

    private final Shape shape;
    private final Instant ctime;
    private final Predicate<HostProcess> usesOthers;
    private final Predicate<HostProcess> usesAlike;
    private final Set<Integer> makers;
    private final UnitTimes unitTimes;
    private final List<Evidence> evidence = new ArrayList<>();
    private final Map<Told, Integer> told = new LinkedHashMap<>();
    private int excludedOlder;
    private Verdict cap = Verdict.ORPHAN;

    /** What is said of a family, after its name. */
    private record Told(Side side, String what) {}

    /**
     * @param makers pids of the dead initialisers
     * @param usesOthers who is proven to use another set of the same shape: the family has its own, then
     * @param usesAlike who is proven to use a whole start like this one
     */
    Suspects(
            Shape shape,
            Instant ctime,
            Predicate<HostProcess> usesOthers,
            Predicate<HostProcess> usesAlike,
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
                .filter(f -> !f.readable() || !f.cannotAccess())
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

    private static boolean any(Family family, Predicate<HostProcess> proven) {
        for (HostProcess member : family.members()) {
            if (proven.test(member)) {
                return true;
            }
        }
        return false;
    }

    private void older(Family family) {
        boolean access = family.mayAccess();
        if (access && !any(family, usesOthers)) {
            suspect(family, "is older than the set and has access to it: somebody may have handed it the id");
        } else if (access && unitTimes.clockStepped(family)) {
            suspect(family, "has access to it, and the clock was set since it started: it may be younger than the set");
        } else if (bornAfterMaker(family, access ? Integer.MAX_VALUE : NEAR_PIDS)) {
            presume(
                    family,
                    "seems older than the set, but its pid was given out after that of the set's dead maker: the set's"
                            + " times may have been moved since, or the clock set");
        } else if (access && !any(family, usesAlike)) {
            presume(
                    family,
                    "is older than the set and uses others of this shape, but no start of as many sets as this one: it"
                            + " may be a part of that one, its times moved since");
        } else if (access) {
            tell(family, Side.FOR, "is older than the set and is proven to use other sets of this shape");
        } else {
            excludedOlder++;
        }
    }

    /** A daemon's parent is forked by the initialiser, a few pids later; no IPC_SET and no clock moves pids. */
    private boolean bornAfterMaker(Family family, int within) {
        for (int maker : makers) {
            int distance = family.root().pid() - maker;
            if (distance > 0 && distance <= within) {
                return true;
            }
        }
        return false;
    }

    private void younger(Family family) {
        Instant unit = unitTimes.startedAfter(family, ctime);
        if (unit != null) {
            tell(
                    family,
                    Side.FOR,
                    "belongs to " + family.root().home().systemUnit() + ", started at " + unit + ", after the set");
        } else if (family.cameFromOutside() && !family.mayAccess()) {
            outside(family);
        } else {
            younger(family, family.mayAccess());
        }
    }

    /** Ourselves, as after docker exec, we know; of others only that their parent is not visible. */
    private void outside(Family family) {
        if (family.holdsUs()) {
            tell(family, Side.FOR, "is what we were started from, outside this PID namespace");
        } else {
            presume(
                    family,
                    "entered this PID namespace from outside and has no access of its own: most likely it is none of"
                            + " its maker's");
        }
    }

    private void younger(Family family, boolean access) {
        Duration gap = Duration.between(ctime, family.root().start());
        if (access && !any(family, usesOthers)) {
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
                    family,
                    "started more than " + ANOTHER_START.toSeconds() + " seconds after the set and "
                            + (access ? "uses other sets of this shape" : "has no access of its own")
                            + ", so most likely it is none of its");
        }
    }

    /** Ends the examination: one line for all that were excluded alike, and for those that were not named. */
    Suspects done() {
        told.forEach((what, count) -> {
            if (count > MAX_TOLD) {
                int more = count - MAX_TOLD;
                String those = more == 1 ? "another process family " : "each of " + more + " more process families ";
                evidence.add(new Evidence(what.side(), those + what.what(), "/proc"));
            }
        });
        if (excludedOlder > 0) {
            exclude(excludedOlder + " older process famil" + (excludedOlder == 1 ? "y has" : "ies have")
                    + " no access to it by owner, group or other");
        }
        return this;
    }

    private void suspect(Family family, String why) {
        cap = Verdict.UNKNOWN;
        tell(family, Side.OPEN, why);
    }

    private void presume(Family family, String why) {
        cap = cap.orSafer(Verdict.PRESUMED_ORPHAN);
        tell(family, Side.OPEN, why);
    }

    private void tell(Family family, Side side, String what) {
        if (told.merge(new Told(side, what), 1, Integer::sum) <= MAX_TOLD) {
            evidence.add(new Evidence(
                    side, family.label() + " " + what, "/proc/" + family.root().pid()));
        }
    }

    private void exclude(String what) {
        evidence.add(Evidence.forRemoval(what, "/proc"));
    }
}
