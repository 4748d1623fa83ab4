package org.semtrail.correlate;

import java.time.Instant;
import java.util.function.Function;
import org.semtrail.capture.host.FileStat;
import org.semtrail.capture.host.PosixFile;
import org.semtrail.capture.host.PosixMq;
import org.semtrail.capture.host.PosixSem;
import org.semtrail.capture.host.PosixShm;
import org.semtrail.correlate.Life.Fate;

/**
 * Judges POSIX objects. Who holds one is exactly known where all maps and descriptors could be read; but a name is
 * meant to outlive its holders, so that the best is a presumption.
 */
final class PosixJudge {
    private final Ground ground;

    PosixJudge(Ground ground) {
        this.ground = ground;
    }

    ObjectFacts<PosixSem> judge(PosixSem sem) {
        Tally tally = judge(sem.file(), PosixJudge::times);
        if (sem.waiters() != null
                && sem.waiters() > 0
                && sem.file().holders().pids().isEmpty()) {
            tally.open(
                    Verdict.UNKNOWN,
                    sem.waiters() + " waiters are counted in it: they died waiting, or we do not see them",
                    sem.file().path() + ", bytes 4 to 7");
        }
        return tally.of(sem, null);
    }

    ObjectFacts<PosixShm> judge(PosixShm shm) {
        return judge(shm.file(), PosixJudge::times).of(shm, null);
    }

    ObjectFacts<PosixMq> judge(PosixMq queue) {
        // Whoever reads the state of a queue, as we did, moves its ctime (ipc/mqueue.c mqueue_read_file).
        Tally tally = judge(queue.file(), stat -> new Instant[] {stat.mtime()});
        Integer pid = queue.notifyPid();
        if (pid != null && ground.fate(pid, ground.at()) == Fate.ALIVE) {
            tally.lives(Verdict.IN_USE, ground.label(pid) + " asked to be told of a message", "NOTIFY_PID");
        }
        if (queue.qsize() != null && queue.qsize() > 0) {
            tally.against(queue.qsize() + " bytes of messages wait in it and would be lost", "QSIZE");
        }
        return tally.of(queue, null);
    }

    private static Instant[] times(FileStat stat) {
        return new Instant[] {stat.mtime(), stat.ctime()};
    }

    /** @param touched the times that whoever uses it moves */
    private Tally judge(PosixFile file, Function<FileStat, Instant[]> touched) {
        Tally tally = new Tally(Verdict.PRESUMED_ORPHAN);
        if (!file.holders().pids().isEmpty()) {
            return tally.lives(
                    Verdict.IN_USE,
                    ground.labels(file.holders().pids())
                            + (file.holders().pids().size() == 1 ? " has" : " have") + " it mapped or open",
                    "/proc/*/maps, /proc/*/fd");
        }
        if (!file.holders().nobody()) {
            tally.open(
                    Verdict.UNKNOWN,
                    "no holder was seen, but not every process could be looked into; look again as root, on the host",
                    "/proc/*/maps, /proc/*/fd");
        } else {
            tally.supports("no process of the host has it mapped or open", "/proc/*/maps, /proc/*/fd");
        }
        if (file.stat() != null) {
            ground.young(tally, touched.apply(file.stat()));
        }
        return tally.open(
                Verdict.PRESUMED_ORPHAN, "it has a name: its program may open it again at its next start", "its name");
    }
}
