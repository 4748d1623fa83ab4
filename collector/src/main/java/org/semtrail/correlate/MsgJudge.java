package org.semtrail.correlate;

import java.time.Instant;
import org.semtrail.capture.host.SysvMsg;
import org.semtrail.correlate.Life.Fate;
import org.semtrail.correlate.Start.Shape;

/**
 * Judges message queues. The kernel keeps no creator of a queue, only who sent and received last, so that most queues
 * that nobody is seen to use stay unknown.
 */
final class MsgJudge {
    private final Ground ground;

    MsgJudge(Ground ground) {
        this.ground = ground;
    }

    ObjectFacts<SysvMsg> judge(SysvMsg queue) {
        Tally tally = new Tally(Verdict.PRESUMED_ORPHAN);
        if (queue.waiting() != null && !queue.waiting().pids().isEmpty()) {
            tally.lives(
                    Verdict.IN_USE,
                    ground.labels(queue.waiting().pids()) + " waits on it now",
                    "/proc/*/task/*/syscall");
            return tally.of(queue, null);
        }
        ground.young(tally, queue.ctime(), queue.stime(), queue.rtime());
        ground.sight(tally);
        partner(tally, queue.lspid(), queue.stime(), "sent to it", "msgctl lspid");
        partner(tally, queue.lrpid(), queue.rtime(), "received from it", "msgctl lrpid");
        if (queue.waiting() == null || !queue.waiting().complete()) {
            tally.open(Verdict.UNKNOWN, "whether somebody waits on it could not be seen", "/proc/*/task/*/syscall");
        }
        if (queue.qnum() > 0) {
            tally.against(queue.qnum() + " messages wait in it and would be lost", "msgctl qnum");
        }
        Shape shape = new Shape(
                !queue.isPrivate(), 1, queue.mode() & 0777, queue.uid(), queue.gid(), queue.cuid(), queue.cgid());
        ground.families(tally, queue.ipcNs(), shape, queue.ctime(), process -> false);
        tally.open(
                Verdict.PRESUMED_ORPHAN,
                "the kernel keeps no creator of a queue"
                        + (queue.isPrivate() ? "" : ", and by its key a program may find it again at its next start"),
                "msgctl");
        return tally.of(queue, null);
    }

    private void partner(Tally tally, int pid, Instant time, String did, String source) {
        if (time == null) {
            tally.open(Verdict.UNKNOWN, "nobody ever " + did + ": who is to do so is not known", source);
            return;
        }
        if (pid == 0) {
            tally.open(Verdict.UNKNOWN, "who last " + did + " is of another PID namespace", source + " 0");
            return;
        }
        Fate fate = ground.fate(pid, time);
        if (fate == Fate.ALIVE) {
            tally.lives(
                    Verdict.IN_USE,
                    ground.label(pid) + " was the last that " + did + ", and lives",
                    source + ", /proc");
        } else if (fate == Fate.UNKNOWN) {
            tally.open(Verdict.UNKNOWN, "pid " + pid + ", the last that " + did + ", may be alive", "/proc/" + pid);
        } else {
            tally.supports("pid " + pid + ", the last that " + did + ", is dead", source + ", /proc");
        }
    }
}
