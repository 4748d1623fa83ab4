package org.semtrail.correlate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.correlate.Life.Fate;
import org.semtrail.correlate.Life.Proof;
import org.semtrail.correlate.Start.Shape;

/**
 * Judges the sets of one start. What holds for all of them is found out once, and only where one of them is not proven
 * to be used: a list of rules, each of which may keep the sets, none of which can condemn them.
 */
final class StartJudge {
    private static final int MAX_TOLD = 5;

    private final Census census;
    private final Life life;
    private final UnitTimes unitTimes;
    private final Start start;
    private final Shape shape;
    private final KnownSoftware software;
    private final List<Evidence> shared = new ArrayList<>();
    private Verdict verdict;

    StartJudge(Census census, Start start, UnitTimes unitTimes, KnownSoftware.Hints hints) {
        this.census = census;
        this.life = census.life();
        this.unitTimes = unitTimes;
        this.start = start;
        this.shape = start.shape();
        this.software = KnownSoftware.of(start.first(), hints).orElse(null);
    }

    SetFacts judge(SysvSem set) {
        List<Proof> used = census.proofs(set);
        List<HostProcess> users = used.stream().map(Proof::process).distinct().toList();
        List<HostProcess> waiters = used.stream()
                .filter(Proof::waits)
                .map(Proof::process)
                .distinct()
                .toList();
        if (census.isUsed(set)) {
            return new SetFacts(set, Verdict.IN_USE, told(set, used), creator(set), users, waiters, software);
        }
        if (verdict == null) {
            verdict = unused();
        }
        return new SetFacts(set, verdict, shared, creator(set), users, waiters, software);
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

    /** The verdict of the start's sets that nobody is proven to use: the first rule that keeps them wins. */
    private Verdict unused() {
        Verdict safest = Verdict.ORPHAN;
        safest = safest.orSafer(young());
        safest = safest.orSafer(sight());
        safest = safest.orSafer(initialiser());
        safest = safest.orSafer(siblings());
        safest = safest.orSafer(times());
        safest = safest.orSafer(families());
        safest = safest.orSafer(neighbours());
        safest = safest.orSafer(namespace());
        return safest.orSafer(kind());
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
        if (!census.view().complete()) {
            shared.add(Evidence.open(
                    "not all processes could be seen: any of them may use it; look again as root", "/proc"));
            return Verdict.UNKNOWN;
        }
        return Verdict.ORPHAN;
    }

    /** Only a member that was never operated still tells who made it; that process must be dead. */
    private Verdict initialiser() {
        Set<Integer> makers = makers();
        if (makers.isEmpty()) {
            shared.add(Evidence.open(
                    "every set of its start was operated since, so the kernel no longer tells who made them, and whether"
                            + " that process is dead",
                    "sempid, otime"));
            return Verdict.PRESUMED_ORPHAN;
        }
        if (makers.contains(0)) {
            shared.add(Evidence.open(
                    "a semaphore of its start names no process: it was never initialised, or by a process of another"
                            + " PID namespace",
                    "semctl GETPID 0"));
            return Verdict.UNKNOWN;
        }
        boolean reused = false;
        for (int pid : makers) {
            Fate fate = life.fate(pid, start.last(), true);
            if (fate == Fate.ALIVE || fate == Fate.UNKNOWN) {
                shared.add(Evidence.open("its initialiser, pid " + pid + ", may be alive", "/proc/" + pid));
                return Verdict.UNKNOWN;
            }
            reused |= fate == Fate.REUSED;
        }
        shared.add(Evidence.forRemoval(
                makers.size() == 1
                        ? "its initialiser, pid " + makers.iterator().next() + ", is dead"
                        : "the initialisers of its start are dead: pids "
                                + makers.stream()
                                        .limit(MAX_TOLD)
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "))
                                + (makers.size() > MAX_TOLD ? ", …" : ""),
                "semctl GETPID, otime 0; /proc" + (reused ? " (younger processes have such a number now)" : "")));
        return Verdict.ORPHAN;
    }

    private Set<Integer> makers() {
        Set<Integer> makers = new TreeSet<>();
        start.sets().forEach(set -> makers.addAll(initialisers(set)));
        return makers;
    }

    private Verdict siblings() {
        Set<HostProcess> users = new LinkedHashSet<>();
        boolean unseen = false;
        for (SysvSem set : census.used(shape)) {
            if (set.ctime() == start.ctime()) {
                census.proofs(set).forEach(p -> users.add(p.process()));
                unseen |= life.waitsUnseen(set);
            }
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
        List<Family> families = Family.of(life, census.present(), ctime);
        Suspects suspects = new Suspects(shape, ctime, this::usesOthers, this::usesAlike, makers(), unitTimes);
        suspects.examine(families);
        shared.addAll(suspects.done().evidence());
        return suspects.cap();
    }

    /**
     * Whether a family is proven to use a set of this shape that is not of this second: then it has its own. That
     * explains nothing where the maker is not known, for the maker may live in that very family.
     */
    private boolean usesOthers(Family family) {
        return !makers().isEmpty()
                && census.used(shape).stream()
                        .filter(set -> set.ctime() != start.ctime())
                        .flatMap(set -> census.proofs(set).stream())
                        .anyMatch(p -> family.contains(p.process()));
    }

    /**
     * Whether a family is proven to use a whole start like this one: of several sets, and as many. A third party that
     * touches a set moves it out of its start, and makes it look like one of another; not all of one, and as many.
     */
    private boolean usesAlike(Family family) {
        return start.sets().size() > 1
                && census.starts(shape).stream()
                        .filter(other -> other.ctime() != start.ctime()
                                && other.sets().size() == start.sets().size())
                        .flatMap(other -> other.sets().stream())
                        .flatMap(set -> census.proofs(set).stream())
                        .anyMatch(p -> family.contains(p.process()));
    }

    /**
     * Neighbours in the table that live. A slow start runs over a second's edge; and a third party that touches a
     * set moves its ctime, which then looks like a start of its own.
     */
    private Verdict neighbours() {
        Start before = census.before(start);
        Start after = census.after(start);
        if (isLivingNeighbour(after, start, after)
                && after.ctime() - start.ctime() <= Suspects.ANOTHER_START.toSeconds()) {
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

    private boolean isLivingNeighbour(Start neighbour, Start earlier, Start later) {
        return neighbour != null
                && Start.isNeighbour(earlier.last(), later.first())
                && neighbour.sets().stream().anyMatch(census::isUsed);
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

    /** What may be concluded about software of this kind at all. */
    private Verdict kind() {
        if (software != null && software.judged()) {
            shared.add(Evidence.forRemoval("looks like " + software.name() + ": " + software.because(), "its shape"));
            return Verdict.ORPHAN;
        }
        if (software != null) {
            shared.add(Evidence.against("looks like " + software.name() + ": " + software.because(), "its shape"));
        }
        shared.add(Evidence.open(
                shape.keyed()
                        ? "it has a key: its program may find it again at its next start"
                        : "nothing tells which software made it, so somebody may have been handed its id",
                "key"));
        return Verdict.PRESUMED_ORPHAN;
    }

    /** Pids of those who initialised a set and whom nobody overwrote since; empty where it was operated. */
    private Set<Integer> initialisers(SysvSem set) {
        Set<Integer> pids = new TreeSet<>();
        if (set.sems() != null && software != null && software.keepsInitialiserInLast()) {
            pids.add(set.sems().pid()[set.nsems() - 1]);
        } else if (set.sems() != null && !set.everOperated()) {
            for (int pid : set.sems().pid()) {
                pids.add(pid);
            }
        }
        return pids;
    }

    private Creator creator(SysvSem set) {
        return Creators.of(set, initialisers(set), start, this::initialisers, life, software);
    }
}
