package org.semtrail.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jnr.ffi.Pointer;
import org.semtrail.capture.host.SysvSem.Sems;

/** One pass over the semaphore table by index, with its buffers and what it met; what is refused is counted. */
final class SemWalk {
    /** struct semid64_ds: 104 bytes on x86-64 and 88 on aarch64. */
    private static final int SEMID_DS_BYTES = 128;

    private static final boolean X86_64 = !"aarch64".equals(System.getProperty("os.arch"));
    private static final int CTIME = X86_64 ? 64 : 56;
    private static final int NSEMS = X86_64 ? 80 : 64;

    private final Kernel kernel;
    final long ipcNs;
    final Pointer buffer;
    final List<SysvSem> rows = new ArrayList<>();
    /** How many sets were there but not described, and the negated errno of the last of them. */
    int refused;

    long refusal;
    private int gone;
    private final Map<Long, Integer> unread = new TreeMap<>();
    private Pointer values;
    private int valuesCapacity;

    SemWalk(Kernel kernel, long ipcNs) {
        this.kernel = kernel;
        this.ipcNs = ipcNs;
        this.buffer = kernel.allocate(SEMID_DS_BYTES);
    }

    /** All sets up to an index. An index without a set is EINVAL, and so is all of it before Linux 4.17. */
    void run(int highest) {
        for (int index = 0; index <= highest; index++) {
            long semid = kernel.semctl(index, 0, Kernel.SEM_STAT_ANY, buffer);
            if (semid >= 0) {
                add((int) semid);
            } else if (Errno.EIDRM.is(semid)) {
                gone++;
            } else if (!Errno.EINVAL.is(semid)) {
                refused++;
                refusal = semid;
            }
        }
    }

    boolean sawNothing() {
        return rows.isEmpty() && gone == 0 && refused == 0;
    }

    /** The set that the buffer describes. */
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

    /** A set whose semaphores may not be read has a row without them; one that vanished meanwhile has none. */
    void addWithSems(SysvSem row) {
        Sems sems = new Sems(new int[row.nsems()], new int[row.nsems()], new int[row.nsems()], new int[row.nsems()]);
        long failed = fill(row.semid(), sems);
        if (Errno.EIDRM.is(failed) || Errno.EINVAL.is(failed)) {
            gone++;
            return;
        }
        if (failed < 0) {
            unread.merge(failed, 1, Integer::sum);
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
                row.nsems(),
                row.otime(),
                row.ctime(),
                failed < 0 ? null : sems));
    }

    /** Negated errno of the first call that failed, or 0. */
    private long fill(int semid, Sems sems) {
        int n = sems.value().length;
        if (n > valuesCapacity) {
            valuesCapacity = Math.max(n, 64);
            values = kernel.allocate(2 * valuesCapacity);
        }
        long failed = Math.min(0, kernel.semctl(semid, 0, Kernel.GETALL, values));
        for (int i = 0; i < n && failed == 0; i++) {
            long pid = kernel.semctl(semid, i, Kernel.GETPID, null);
            long ncount = kernel.semctl(semid, i, Kernel.GETNCNT, null);
            long zcount = kernel.semctl(semid, i, Kernel.GETZCNT, null);
            sems.value()[i] = values.getShort(2L * i) & 0xffff;
            sems.pid()[i] = (int) pid;
            sems.ncount()[i] = (int) ncount;
            sems.zcount()[i] = (int) zcount;
            failed = Math.min(0, Math.min(pid, Math.min(ncount, zcount)));
        }
        return failed;
    }

    Reading<SysvSem> reading() {
        List<Unseen> unseen = new ArrayList<>();
        if (gone > 0) {
            unseen.add(Unseen.absent(
                    SysvSemReader.TABLE, "removed by somebody while the table was read: " + Amount.of(gone, "set")));
        }
        unread.forEach((failed, sets) -> unseen.add(Unseen.denied(
                "semaphore values",
                (Errno.EACCES.is(failed)
                                ? "no read permission on " + Amount.of(sets, "set")
                                : "semctl: " + Errno.describe(-failed) + " on " + Amount.of(sets, "set"))
                        + ": no values, last pids or waiters of them; root (CAP_IPC_OWNER) can read them, unless a"
                        + " security module or a seccomp filter forbids it")));
        return new Reading<>(rows, unseen);
    }
}
