package org.semtrail.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jnr.ffi.Pointer;
import org.semtrail.capture.host.SysvSem.Sems;

/**
 * Reads the semaphore sets of the calling thread's IPC namespace: SEM_INFO, then SEM_STAT_ANY by index, then the
 * semaphores of each set. {@code /proc/sysvipc/sem} only where the kernel has no SEM_STAT_ANY (before 4.17) or native
 * calls are missing: reading it stalls semget on the whole host (ipc/sem.c sysvipc_sem_proc_show).
 */
public final class SysvSemReader {
    static final String TABLE = "semaphore table";
    /** struct semid64_ds: 104 bytes on x86-64 and 88 on aarch64. */
    private static final int SEMID_DS_BYTES = 128;

    private static final boolean X86_64 = !"aarch64".equals(System.getProperty("os.arch"));
    private static final int CTIME = X86_64 ? 64 : 56;
    private static final int NSEMS = X86_64 ? 80 : 64;

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
        Walk walk = new Walk(kernel.get(), ipcNs);
        long highest = kernel.get().semctl(0, 0, Kernel.SEM_INFO, walk.buffer);
        if (highest < 0) {
            return Reading.nothing(
                    Errno.ENOSYS.is(highest)
                            ? Unseen.absent(TABLE, "this kernel has no System V semaphores (CONFIG_SYSVIPC)")
                            : Unseen.denied(TABLE, "semctl(SEM_INFO): " + Errno.describe(-highest)));
        }
        boolean empty = walk.buffer.getInt(7 * 4L) == 0;
        walk.run((int) highest);
        if (walk.rows.isEmpty() && !empty && walk.gone == 0) {
            return withSems(walk, SysvSemProc.read(host, ipcNs));
        }
        return walk.reading();
    }

    /** One set as it is now; empty where it is gone, or is another one by now (any of its values differ or moved). */
    public Optional<SysvSem> readAgain(SysvSem known) {
        Walk walk = new Walk(kernel.orElseThrow(), known.ipcNs());
        if (walk.kernel.semctl(known.semid(), 0, Kernel.IPC_STAT, walk.buffer) < 0) {
            return Optional.empty();
        }
        walk.add(known.semid());
        return walk.rows.stream().findFirst();
    }

    /** IPC_RMID: 0, or the negated errno. */
    public long remove(int semid) {
        return kernel.orElseThrow().semctl(semid, 0, Kernel.IPC_RMID, null);
    }

    private Reading<SysvSem> withSems(Walk walk, Reading<SysvSem> table) {
        for (SysvSem row : table.rows()) {
            walk.addWithSems(row);
        }
        Reading<SysvSem> read = walk.reading();
        List<Unseen> unseen = new ArrayList<>(table.unseen());
        unseen.addAll(read.unseen());
        return new Reading<>(read.rows(), unseen);
    }

    /** One pass over the table, with its buffers and what it met. */
    private static final class Walk {
        final Kernel kernel;
        final long ipcNs;
        final Pointer buffer;
        final List<SysvSem> rows = new ArrayList<>();
        Pointer values;
        int valuesCapacity;
        int gone;
        int denied;

        Walk(Kernel kernel, long ipcNs) {
            this.kernel = kernel;
            this.ipcNs = ipcNs;
            this.buffer = kernel.allocate(SEMID_DS_BYTES);
        }

        void run(int highest) {
            for (int index = 0; index <= highest; index++) {
                long semid = kernel.semctl(index, 0, Kernel.SEM_STAT_ANY, buffer);
                if (semid >= 0) {
                    add((int) semid);
                } else if (Errno.EIDRM.is(semid)) {
                    gone++;
                }
            }
        }

        void add(int semid) {
            addWithSems(new SysvSem(
                    ipcNs,
                    semid,
                    buffer.getInt(0),
                    buffer.getInt(20) & 0777,
                    Integer.toUnsignedLong(buffer.getInt(4)),
                    Integer.toUnsignedLong(buffer.getInt(8)),
                    Integer.toUnsignedLong(buffer.getInt(12)),
                    Integer.toUnsignedLong(buffer.getInt(16)),
                    (int) buffer.getLong(NSEMS),
                    buffer.getLong(48),
                    buffer.getLong(CTIME),
                    null));
        }

        void addWithSems(SysvSem row) {
            int n = row.nsems();
            if (n > valuesCapacity) {
                valuesCapacity = Math.max(n, 64);
                values = kernel.allocate(2 * valuesCapacity);
            }
            long got = kernel.semctl(row.semid(), 0, Kernel.GETALL, values);
            if (Errno.EIDRM.is(got) || Errno.EINVAL.is(got)) {
                gone++;
                return;
            }
            Sems sems = null;
            if (got < 0) {
                denied++;
            } else {
                sems = sems(row.semid(), n);
                if (sems == null) {
                    gone++;
                    return;
                }
            }
            rows.add(new SysvSem(
                    ipcNs,
                    row.semid(),
                    row.key(),
                    row.mode(),
                    row.uid(),
                    row.gid(),
                    row.cuid(),
                    row.cgid(),
                    n,
                    row.otime(),
                    row.ctime(),
                    sems));
        }

        /** The semaphores of a set; null where the set vanished in between: GETALL had the same permission. */
        private Sems sems(int semid, int n) {
            Sems sems = new Sems(new int[n], new int[n], new int[n], new int[n]);
            for (int i = 0; i < n; i++) {
                sems.value()[i] = values.getShort(2L * i) & 0xffff;
                long pid = kernel.semctl(semid, i, Kernel.GETPID, null);
                long ncount = kernel.semctl(semid, i, Kernel.GETNCNT, null);
                long zcount = kernel.semctl(semid, i, Kernel.GETZCNT, null);
                if (pid < 0 || ncount < 0 || zcount < 0) {
                    return null;
                }
                sems.pid()[i] = (int) pid;
                sems.ncount()[i] = (int) ncount;
                sems.zcount()[i] = (int) zcount;
            }
            return sems;
        }

        Reading<SysvSem> reading() {
            List<Unseen> unseen = new ArrayList<>();
            if (gone > 0) {
                unseen.add(Unseen.absent(TABLE, gone + " set(s) were removed by somebody while the table was read"));
            }
            if (denied > 0) {
                unseen.add(Unseen.denied(
                        "semaphore values",
                        "no read permission on " + denied + " set(s): no values, last pids or waiters of them; root"
                                + " (CAP_IPC_OWNER) can read them"));
            }
            return new Reading<>(rows, unseen);
        }
    }
}
