package org.semtrail.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the semaphore sets of the calling thread's IPC namespace: SEM_INFO, then SEM_STAT_ANY by index, then the
 * semaphores of each set. {@code /proc/sysvipc/sem} only where the kernel has no SEM_STAT_ANY (before 4.17) or refuses
 * it, or native calls are missing: reading it stalls semget on the whole host (ipc/sem.c sysvipc_sem_proc_show).
 */
public final class SysvSemReader {
    static final String TABLE = "semaphore table";

    private final Optional<Kernel> kernel;
    private final HostRoot host;

    public SysvSemReader(Optional<Kernel> kernel, HostRoot host) {
        this.kernel = kernel;
        this.host = host;
    }

    /** All sets of the namespace that this thread is in. */
    public Reading<SysvSem> read(long ipcNs) {
        if (kernel.isEmpty()) {
            return SysvSemProc.read(host, ipcNs);
        }
        SemWalk walk = new SemWalk(kernel.get(), ipcNs);
        long highest = kernel.get().semctl(0, 0, Kernel.SEM_INFO, walk.buffer);
        if (highest < 0) {
            return fromText(walk, "SEM_INFO", highest);
        }
        boolean empty = walk.buffer.getInt(7 * 4L) == 0;
        walk.run((int) highest);
        if (walk.refusal < 0) {
            return fromText(walk, "SEM_STAT_ANY", walk.refusal);
        }
        return walk.sawNothing() && !empty ? withSems(walk, SysvSemProc.read(host, ipcNs)) : walk.reading();
    }

    /** Whether all sets that there are have a row; one that is missing may be what tells of another. */
    static boolean isComplete(Reading<SysvSem> table) {
        return table.unseen().stream().noneMatch(u -> u.what().equals(TABLE) && u.kind() != Unseen.Kind.ABSENT);
    }

    /** One set as it is now; empty where it is gone, or is another one by now (any of its values differ or moved). */
    public Optional<SysvSem> readAgain(SysvSem known) {
        SemWalk walk = new SemWalk(kernel.orElseThrow(), known.ipcNs());
        if (kernel.get().semctl(known.semid(), 0, Kernel.IPC_STAT, walk.buffer) < 0) {
            return Optional.empty();
        }
        walk.add(known.semid());
        return walk.rows.stream().findFirst();
    }

    /** IPC_RMID: 0, or the negated errno. */
    public long remove(int semid) {
        return kernel.orElseThrow().semctl(semid, 0, Kernel.IPC_RMID, null);
    }

    /**
     * What a security module or a seccomp filter refuses, all or some sets: their rows from the text, which is open to
     * all and may be so still.
     */
    private Reading<SysvSem> fromText(SemWalk walk, String command, long refusal) {
        Reading<SysvSem> text = SysvSemProc.read(host, walk.ipcNs);
        boolean exists = text.unseen().stream().noneMatch(u -> u.kind() == Unseen.Kind.ABSENT);
        if (Errno.ENOSYS.is(refusal) && !exists) {
            return Reading.nothing(Unseen.absent(TABLE, "this kernel has no System V semaphores (CONFIG_SYSVIPC)"));
        }
        String refused = Errno.describe(-refusal) + (walk.refused == 0 ? "" : " for " + Amount.of(walk.refused, "set"));
        List<Unseen> unseen = new ArrayList<>();
        if (text.unseen().isEmpty()) {
            unseen.add(Unseen.denied(
                    "semctl(" + command + ")",
                    refused + ", by a security module or a seccomp filter: read from /proc/sysvipc/sem instead, which"
                            + " stalls semget meanwhile"));
        } else {
            String why = text.unseen().get(0).why();
            unseen.add(Unseen.denied(TABLE, "semctl(" + command + "): " + refused + "; nor by /proc: " + why));
        }
        Reading<SysvSem> all = withSems(walk, new Reading<>(text.rows(), List.of()));
        unseen.addAll(all.unseen());
        return new Reading<>(all.rows(), unseen);
    }

    /** Adds what the walk has not met. */
    private static Reading<SysvSem> withSems(SemWalk walk, Reading<SysvSem> table) {
        Set<Integer> met = walk.rows.stream().map(SysvSem::semid).collect(Collectors.toSet());
        table.rows().stream().filter(row -> !met.contains(row.semid())).forEach(walk::addWithSems);
        Reading<SysvSem> read = walk.reading();
        List<Unseen> unseen = new ArrayList<>(table.unseen());
        unseen.addAll(read.unseen());
        return new Reading<>(read.rows(), unseen);
    }
}
