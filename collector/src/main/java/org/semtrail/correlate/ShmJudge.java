package org.semtrail.correlate;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.semtrail.capture.host.SysvShm;
import org.semtrail.correlate.Life.Fate;
import org.semtrail.correlate.Start.Shape;

/**
 * Judges shared memory segments. The kernel counts attachments, so that use is certain; that nobody will attach again
 * is never: the best is a presumption.
 */
final class ShmJudge {
    private final Ground ground;
    private final List<SysvShm> all;

    ShmJudge(Ground ground, List<SysvShm> all) {
        this.ground = ground;
        this.all = all;
    }

    ObjectFacts<SysvShm> judge(SysvShm segment) {
        KnownSegments known = KnownSegments.of(segment, ground.names()).orElse(null);
        Tally tally = new Tally(Verdict.PRESUMED_ORPHAN);
        if (segment.nattch() > 0) {
            attached(tally, segment);
        } else {
            tally.supports("no process is attached", "shmctl nattch 0");
            ground.young(tally, segment.ctime(), segment.atime(), segment.dtime());
            ground.sight(tally);
            creator(tally, segment);
            lastUser(tally, segment);
            families(tally, segment);
            kind(tally, segment, known);
        }
        return tally.of(segment, known == null ? null : known.refusal());
    }

    private void attached(Tally tally, SysvShm segment) {
        List<Integer> pids =
                segment.attached() == null ? List.of() : segment.attached().pids();
        tally.lives(
                Verdict.IN_USE,
                pids.isEmpty()
                        ? segment.nattch() + " attachments, of processes that we cannot see"
                        : ground.labels(pids)
                                + (pids.size() == 1 ? " is" : " are") + " attached"
                                + (segment.attached().complete() ? "" : ", and others that we cannot see"),
                "shmctl nattch " + segment.nattch() + ", /proc/*/maps");
    }

    /** A number counts only with a start time that fits: not after the segment's own times. */
    private void creator(Tally tally, SysvShm segment) {
        int pid = segment.cpid();
        if (pid == 0) {
            tally.open(Verdict.UNKNOWN, "its creator is of another PID namespace, or was never told", "shmctl cpid 0");
            return;
        }
        Fate fate = ground.fate(pid, segment.ctime());
        switch (fate) {
            case ALIVE ->
                tally.lives(
                        Verdict.PRESUMED_IN_USE,
                        ground.label(pid) + " made it and lives: it can attach again",
                        "shmctl cpid, /proc/" + pid);
            case UNKNOWN -> tally.open(Verdict.UNKNOWN, "its creator, pid " + pid + ", may be alive", "/proc/" + pid);
            case DEAD -> tally.supports("its creator, pid " + pid + ", is dead", "shmctl cpid, /proc");
            case REUSED ->
                tally.supports(
                        "its creator, pid " + pid + ", is dead (a younger process has the number now)",
                        "shmctl cpid, start time in /proc/" + pid);
        }
    }

    private void lastUser(Tally tally, SysvShm segment) {
        Instant last = Stream.of(segment.atime(), segment.dtime())
                .filter(t -> t != null)
                .max(Instant::compareTo)
                .orElse(null);
        int pid = segment.lpid();
        if (last == null || pid == segment.cpid()) {
            return;
        }
        if (pid == 0) {
            tally.open(Verdict.UNKNOWN, "who attached last is of another PID namespace", "shmctl lpid 0");
            return;
        }
        Fate fate = ground.fate(pid, last);
        if (fate == Fate.ALIVE) {
            tally.lives(
                    Verdict.PRESUMED_IN_USE,
                    ground.label(pid) + " attached or detached last and lives: it knows the id",
                    "shmctl lpid, /proc/" + pid);
        } else if (fate == Fate.UNKNOWN) {
            tally.open(Verdict.UNKNOWN, "who attached last, pid " + pid + ", may be alive", "/proc/" + pid);
        }
    }

    /** A descendant of the dead creator that attaches only now and then knows the id as well. */
    private void families(Tally tally, SysvShm segment) {
        Shape shape = new Shape(
                !segment.isPrivate(),
                1,
                segment.mode() & 0777,
                segment.uid(),
                segment.gid(),
                segment.cuid(),
                segment.cgid());
        Set<Integer> usersOfOthers = new HashSet<>();
        for (SysvShm other : all) {
            if (other.uid() == segment.uid()
                    && other.attached() != null
                    && !other.ctime().equals(segment.ctime())) {
                usersOfOthers.addAll(other.attached().pids());
            }
        }
        ground.families(
                tally, segment.ipcNs(), shape, segment.ctime(), process -> usersOfOthers.contains(process.pid()));
    }

    private static void kind(Tally tally, SysvShm segment, KnownSegments known) {
        if (known != null) {
            tally.against("looks like " + known.name() + ": " + known.because(), "its owner and shape");
        }
        tally.open(
                Verdict.PRESUMED_ORPHAN,
                segment.isPrivate()
                        ? "somebody may have been handed its id and attach later; a trace of shmat would settle it"
                        : "it has a key: its program may find it again at its next start",
                "key");
    }
}
