package org.semtrail.correlate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.correlate.Life.Fate;
import org.semtrail.correlate.Life.Proof;
import org.semtrail.correlate.Start.Shape;

/**
 * Judges the sets of one start. What holds for all of them is found out once, and only where one of them is not proven
 * to be used: a list of rules, each of which may keep the sets, none of which can condemn them. What a set looks like
 * is looked up for each.
 */
final class StartJudge {
    private static final int MAX_TOLD = 5;

    private final Census census;
    private final Uses uses;
    private final Life life;
    private final UnitTimes unitTimes;
    private final Start start;
    private final Shape shape;
    private final KnownSoftware.Hints hints;
    private final Makers makers;
    private final List<Evidence> shared = new ArrayList<>();
    private final Map<Optional<KnownSoftware>, Judged> byKind = new HashMap<>();
    private Verdict verdict;

    private record Judged(Verdict verdict, List<Evidence> evidence) {}

    StartJudge(Census census, Start start, UnitTimes unitTimes, KnownSoftware.Hints hints) {
        this.census = census;
        this.uses = census.uses();
        this.life = census.life();
        this.unitTimes = unitTimes;
        this.start = start;
        this.shape = start.shape();
        this.hints = hints;
        this.makers = new Makers(life, start, hints);
    }

    SetFacts judge(SysvSem set) {
        // Not of the start: keys and marks differ from set to set, and a refusal must not depend on its neighbours.
        Optional<KnownSoftware> software = KnownSoftware.of(set, hints);
        List<Proof> used = uses.proofs(set);
        List<HostProcess> users = used.stream().map(Proof::process).distinct().toList();
        List<HostProcess> waiters = used.stream()
                .filter(Proof::waits)
                .map(Proof::process)
                .distinct()
                .toList();
        Judged judged = uses.isUsed(set)
                ? new Judged(Verdict.IN_USE, told(set, used))
                : byKind.computeIfAbsent(software, this::unused);
        KnownSoftware like = software.orElse(null);
        return new SetFacts(set, judged.verdict(), judged.evidence(), makers.creator(set, like), users, waiters, like);
    }

    private List<Evidence> told(SysvSem set, List<Proof> used) {
        List<Evidence> evidence = new ArrayList<>();
        for (Proof p : used.stream().limit(MAX_TOLD).toList()) {
            evidence.add(
                    p.waits()
                            ? Evidence.against(
                                    p.process().label() + " waits on it now",
                                    "/proc/" + p.process().pid() + "/task/*/syscall")
                            : Evidence.against(
                                    p.process().label() + (set.everOperated() ? " operated it last" : " made it")
                                            + " and lives",
                                    "semctl GETPID of semaphore " + p.semnum()));
        }
        if (used.size() > MAX_TOLD) {
            evidence.add(Evidence.against((used.size() - MAX_TOLD) + " more processes use it", "/proc"));
        }
        if (used.isEmpty()) {
            evidence.add(
                    Evidence.against(set.sems().waiting() + " waiting that we cannot see", "semctl GETNCNT, GETZCNT"));
        }
        return evidence;
    }

    /** The verdict of those sets of the start that look like this and that nobody is proven to use. */
    private Judged unused(Optional<KnownSoftware> software) {
        if (verdict == null) {
            verdict = unused();
        }
        List<Evidence> evidence = new ArrayList<>(shared);
        Verdict safest = verdict.orSafer(kind(software.orElse(null), evidence));
        return new Judged(safest, List.copyOf(evidence));
    }

    /** What holds for all sets of the start that nobody is proven to use: the rule that keeps them best wins. */
    private Verdict unused() {
        Verdict safest = Verdict.ORPHAN;
        safest = safest.orSafer(young());
        safest = safest.orSafer(sight());
        safest = safest.orSafer(initialiser());
        safest = safest.orSafer(siblings());
        safest = safest.orSafer(times());
        safest = safest.orSafer(families());
        safest = safest.orSafer(neighbours());
        safest = safest.orSafer(outsiders());
        return safest.orSafer(namespace());
    }

    private Verdict young() {
        if (start.ctime() >= census.view().at().getEpochSecond() - 1) {
            shared.add(Evidence.open("it is younger than this look at the host", "ctime"));
            return Verdict.UNKNOWN;
        }
        return Verdict.ORPHAN;
    }

    private Verdict sight() {
        if (start.sets().stream().anyMatch(s -> s.sems() == null)) {
            shared.add(Evidence.open("its semaphores could not be read: last pids and waiters are unknown", "semctl"));
            return Verdict.UNKNOWN;
        }
        if (!census.complete()) {
            shared.add(Evidence.open(
                    "not all sets of its namespace could be read: one that is missing may be of the same start, and in"
                            + " use",
                    "semctl, /proc/sysvipc/sem"));
            return Verdict.UNKNOWN;
        }
        if (!census.view().complete()) {
            shared.add(Evidence.open(
                    "not all processes could be seen: any of them may use it; look again as root", "/proc"));
            return Verdict.UNKNOWN;
        }
        return Verdict.ORPHAN;
    }

    /** Only a member that was never operated still tells who made it; that process must be dead. */
    private Verdict initialiser() {
        Set<Integer> pids = makers.pids();
        if (pids.isEmpty()) {
            shared.add(Evidence.open(
                    "every set of its start was operated since, so the kernel no longer tells who made them, and whether"
                            + " that process is dead",
                    "sempid, otime"));
            return Verdict.PRESUMED_ORPHAN;
        }
        if (pids.contains(0)) {
            shared.add(Evidence.open(
                    "a semaphore of its start names no process: it was never initialised, or by a process of another"
                            + " PID namespace",
                    "semctl GETPID 0"));
            return Verdict.UNKNOWN;
        }
        boolean reused = false;
        for (int pid : pids) {
            Fate fate = life.fate(pid, start.last(), true);
            if (fate == Fate.ALIVE || fate == Fate.UNKNOWN) {
                shared.add(Evidence.open("its initialiser, pid " + pid + ", may be alive", "/proc/" + pid));
                return Verdict.UNKNOWN;
            }
            reused |= fate == Fate.REUSED;
        }
        shared.add(Evidence.forRemoval(
                pids.size() == 1
                        ? "its initialiser, pid " + pids.iterator().next() + ", is dead"
                        : "the initialisers of its start are dead: pids "
                                + pids.stream()
                                        .limit(MAX_TOLD)
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "))
                                + (pids.size() > MAX_TOLD ? ", …" : ""),
                "semctl GETPID, otime 0; /proc" + (reused ? " (younger processes have such a number now)" : "")));
        return Verdict.ORPHAN;
    }

    private Verdict siblings() {
        Set<HostProcess> users = new LinkedHashSet<>();
        boolean unseen = false;
        for (SysvSem set : uses.of(shape, start.ctime())) {
            uses.proofs(set).forEach(p -> users.add(p.process()));
            unseen |= life.waitsUnseen(set);
        }
        if (users.isEmpty() && !unseen) {
            return Verdict.ORPHAN;
        }
        String who = users.stream().findFirst().map(HostProcess::label).orElse("an unseen process");
        shared.add(Evidence.against(
                who + " uses a set of the same shape that was made in the same second: it is one start",
                "ctime, GETPID, /proc"));
        return Verdict.PRESUMED_IN_USE;
    }

    private Verdict times() {
        if (start.sets().stream().allMatch(census::timesHold)) {
            return Verdict.ORPHAN;
        }
        shared.add(Evidence.open(
                "its ctime is later than that of a set made after it (or than now): somebody changed it since, or"
                        + " the clock was set; its times prove nothing",
                "ctime against semid order"));
        return Verdict.UNKNOWN;
    }

    private Verdict families() {
        Instant ctime = Instant.ofEpochSecond(start.ctime());
        Suspects suspects = new Suspects(shape, ctime, usersOfOthers(), usersOfAlike(), makers.pids(), unitTimes);
        suspects.examine(census.families(shape, ctime));
        shared.addAll(suspects.done().evidence());
        return suspects.cap();
    }

    /**
     * Who is proven to use a set of this shape that is not of this second: such a family has its own. That explains
     * nothing where the maker is not known, for the maker may live in that very family.
     */
    private Predicate<HostProcess> usersOfOthers() {
        return makers.pids().isEmpty() ? process -> false : uses.usersOfAnother(start);
    }

    /**
     * Who is proven to use a whole start like this one: of several sets, and as many. A third party that touches a set
     * moves it out of its start, and makes it look like one of another; not all of one, and as many.
     */
    private Predicate<HostProcess> usersOfAlike() {
        return start.sets().size() == 1 ? process -> false : uses.usersOfOneAlike(start);
    }

    /**
     * Neighbours in the table that live. A slow start runs over a second's edge; and a third party that touches a
     * set moves its ctime, which then looks like a start of its own.
     */
    private Verdict neighbours() {
        Start before = census.before(start);
        Start after = census.after(start);
        if (isLivingNeighbour(after, start, after)
                && after.ctime() - start.ctime() <= Suspects.ANOTHER_START.toSeconds()
                && !usedByLaterUnits(after)) {
            shared.add(Evidence.open(
                    "the next set, " + after.first().semid() + ", is of the same shape, was made "
                            + (after.ctime() - start.ctime()) + " s later and is in use: it may be the same start",
                    "semid, ctime"));
            return Verdict.UNKNOWN;
        }
        // Two starts of one software are alike in size, and its first process leaves a hole in the table between them.
        boolean split = isLivingNeighbour(before, before, start)
                && (start.sets().size() == 1
                        || start.sets().size() != before.sets().size()
                        || start.first().index() - before.last().index() == 1);
        if (split) {
            shared.add(Evidence.open(
                    "the set before it, " + before.last().semid()
                            + ", is of the same shape and in use: it may be of"
                            + " the same start, its ctime moved since by somebody",
                    "semid, ctime"));
            return Verdict.PRESUMED_ORPHAN;
        }
        return Verdict.ORPHAN;
    }

    /**
     * Whether all who use a start belong to units that systemd started when this one's sets were there already, as after
     * a crash with Restart=: nothing of those units can have made this one.
     */
    private boolean usedByLaterUnits(Start other) {
        return other.sets().stream()
                .allMatch(set -> life.seesAllWaiters(set)
                        && uses.proofs(set).stream().allMatch(proof -> isOfLaterUnit(proof.process())));
    }

    private boolean isOfLaterUnit(HostProcess user) {
        Instant ctime = Instant.ofEpochSecond(start.ctime());
        return census.families(shape, ctime).stream()
                .anyMatch(family -> family.contains(user) && unitTimes.startedAfter(family, ctime) != null);
    }

    private boolean isLivingNeighbour(Start neighbour, Start earlier, Start later) {
        return neighbour != null
                && Start.isNeighbour(earlier.last(), later.first())
                && neighbour.sets().stream().anyMatch(uses::isUsed);
    }

    /** From inside a container nobody sees whether another one shares its semaphores. */
    private Verdict outsiders() {
        if (!census.view().outsiders()) {
            return Verdict.ORPHAN;
        }
        shared.add(Evidence.open(
                "processes outside of this PID namespace, which cannot be seen from here, may share its semaphores; look"
                        + " from the host, or, where you know that none does, with SEMTRAIL_ALONE=yes",
                "/proc/self/ns/pid"));
        return Verdict.PRESUMED_ORPHAN;
    }

    private Verdict namespace() {
        boolean empty = census.ns().pids().stream()
                .allMatch(pid -> pid == ProcessHandle.current().pid());
        if (!empty && census.ns().mount() == null) {
            return Verdict.ORPHAN;
        }
        shared.add(Evidence.open(
                (empty ? "its IPC namespace has no process but is kept open" : "its IPC namespace is kept open")
                        + (census.ns().mount() == null
                                ? ""
                                : " at " + census.ns().mount())
                        + ": whoever enters it can use the set",
                "/proc/*/mountinfo, /proc/*/fd"));
        return empty ? Verdict.UNKNOWN : Verdict.PRESUMED_ORPHAN;
    }

    /** What may be concluded about software of this kind at all; null for none that we know. */
    private Verdict kind(KnownSoftware software, List<Evidence> evidence) {
        if (software != null && software.judged()) {
            evidence.add(Evidence.forRemoval("looks like " + software.name() + ": " + software.because(), "its shape"));
            return Verdict.ORPHAN;
        }
        if (software != null) {
            evidence.add(Evidence.against("looks like " + software.name() + ": " + software.because(), "its shape"));
        }
        evidence.add(Evidence.open(
                shape.keyed()
                        ? "it has a key: its program may find it again at its next start"
                        : "nothing tells which software made it, so somebody may have been handed its id",
                "key"));
        return Verdict.PRESUMED_ORPHAN;
    }
}
