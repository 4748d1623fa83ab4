package org.semtrail.capture.host;

import static org.semtrail.capture.host.Column.number;
import static org.semtrail.capture.host.Column.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;
import org.semtrail.capture.host.Mappings.Segment;

/**
 * A System V shared memory segment (shmctl(2)).
 *
 * @param ipcNs inode of the IPC namespace; null where it could not be read
 * @param mode permission bits, and above them {@link #SHM_DEST} and {@link #SHM_LOCKED}
 * @param segsz size in bytes
 * @param nattch attachments; the kernel's own count, of every process of the host
 * @param cpid creator's PID in our PID namespace, 0 where it is of another
 * @param lpid PID of the last shmat or shmdt, likewise
 * @param atime last shmat, null for never
 * @param dtime last shmdt, null for never
 * @param ctime last change: creation or IPC_SET
 * @param attached the processes that map it; null until they were asked for
 */
public record SysvShm(
        Long ipcNs,
        int key,
        int shmid,
        int mode,
        long uid,
        long gid,
        long cuid,
        long cgid,
        long segsz,
        long nattch,
        int cpid,
        int lpid,
        Instant atime,
        Instant dtime,
        Instant ctime,
        Holders attached) {
    /** Removed with IPC_RMID, and kept until the last process detaches (linux/shm.h). */
    public static final int SHM_DEST = 01000;

    /** Locked into memory (linux/shm.h). */
    public static final int SHM_LOCKED = 02000;

    public static final List<Column<SysvShm>> COLUMNS = List.of(
            number("ipc_ns", "IPC namespace (inode)", SysvShm::ipcNs),
            new Column<>("key", "Key of shmget(2); 0 is IPC_PRIVATE", Column.Kind.KEY, SysvShm::key),
            number("shmid", "Id of the segment in its namespace", SysvShm::shmid),
            new Column<>("mode", "Permission bits", Column.Kind.MODE, s -> s.mode() & 0777),
            new Column<>("uid", "Owner", Column.Kind.UID, SysvShm::uid),
            new Column<>("gid", "Owner's group", Column.Kind.GID, SysvShm::gid),
            new Column<>("cuid", "Creator's user", Column.Kind.UID, SysvShm::cuid),
            new Column<>("cgid", "Creator's group", Column.Kind.GID, SysvShm::cgid),
            new Column<>("segsz", "Size in bytes", Column.Kind.BYTES, SysvShm::segsz),
            number("nattch", "Attachments, as the kernel counts them", SysvShm::nattch),
            number("cpid", "PID of the creator; 0: of another PID namespace", SysvShm::cpid),
            number("lpid", "PID of the last shmat or shmdt; 0: none, or of another PID namespace", SysvShm::lpid),
            new Column<>("atime", "Last shmat", Column.Kind.AGE, SysvShm::atime),
            new Column<>("dtime", "Last shmdt", Column.Kind.AGE, SysvShm::dtime),
            new Column<>("ctime", "Creation or last IPC_SET", Column.Kind.AGE, SysvShm::ctime),
            text("status", "dest: goes with its last detach; locked: not swapped", SysvShm::status),
            number(
                    "attached",
                    "PIDs that map it; \"?\" where none was found for some attachment",
                    s -> s.attached() == null ? null : s.attached().known()),
            text(
                    "attached_complete",
                    "Whether those PIDs account for every attachment",
                    s -> s.attached() == null ? null : s.attached().complete()));

    /** The segments of the calling thread's IPC namespace; maps are read only where something is attached. */
    static Reading<SysvShm> read(Look look) {
        Long ipcNs = ProcPids.namespace(look.host(), "thread-self/ns/ipc");
        Reading<SysvShm> table = look.kernel()
                .flatMap(kernel -> SysvWalk.read(
                        "shared memory segments",
                        kernel::shmctl,
                        Kernel.SHM_INFO,
                        Kernel.SHM_STAT_ANY,
                        SysvWalk.buffer(kernel),
                        (shmid, buffer) -> of(ipcNs, shmid, buffer)))
                .orElseGet(() -> SysvipcFile.read(look.host().proc("sysvipc/shm"), line -> of(ipcNs, line)));
        if (table.rows().stream().allMatch(s -> s.nattch() == 0)) {
            return new Reading<>(
                    table.rows().stream()
                            .map(s -> s.with(new Holders(List.of(), true)))
                            .toList(),
                    table.unseen());
        }
        Mappings mappings = look.mappings();
        List<Unseen> unseen = new ArrayList<>(table.unseen());
        List<SysvShm> rows = table.rows().stream()
                .map(s -> s.with(mappings.attached(new Segment(s.ipcNs(), s.shmid()), s.nattch())))
                .toList();
        if (rows.stream().anyMatch(s -> !s.attached().complete())) {
            unseen.addAll(mappings.unseen());
        }
        return new Reading<>(rows, unseen);
    }

    /** shmid64_ds of asm-generic/shmbuf.h: the same on x86-64 and aarch64. */
    private static SysvShm of(Long ipcNs, int shmid, Pointer ds) {
        return new SysvShm(
                ipcNs,
                ds.getInt(0),
                shmid,
                ds.getInt(20),
                ds.getInt(4) & 0xffffffffL,
                ds.getInt(8) & 0xffffffffL,
                ds.getInt(12) & 0xffffffffL,
                ds.getInt(16) & 0xffffffffL,
                ds.getLong(48),
                ds.getLong(88),
                ds.getInt(80),
                ds.getInt(84),
                SysvipcFile.time(ds.getLong(56)),
                SysvipcFile.time(ds.getLong(64)),
                SysvipcFile.time(ds.getLong(72)),
                null);
    }

    private static SysvShm of(Long ipcNs, SysvipcFile.Line line) {
        return new SysvShm(
                ipcNs,
                line.integer("key"),
                line.integer("shmid"),
                line.octal("perms"),
                line.number("uid"),
                line.number("gid"),
                line.number("cuid"),
                line.number("cgid"),
                line.number("size"),
                line.number("nattch"),
                line.integer("cpid"),
                line.integer("lpid"),
                line.time("atime"),
                line.time("dtime"),
                line.time("ctime"),
                null);
    }

    private SysvShm with(Holders who) {
        return new SysvShm(
                ipcNs, key, shmid, mode, uid, gid, cuid, cgid, segsz, nattch, cpid, lpid, atime, dtime, ctime, who);
    }

    static final Removal<SysvShm> REMOVAL = new Removal<>() {
        @Override
        public boolean isUnused(Look look, SysvShm known) {
            Kernel kernel = look.kernel().orElseThrow();
            Pointer buffer = SysvWalk.buffer(kernel);
            return kernel.shmctl(known.shmid(), Kernel.IPC_STAT, buffer) == 0
                    && of(known.ipcNs(), known.shmid(), buffer).equals(known.with(null))
                    && known.nattch() == 0;
        }

        @Override
        public long remove(Look look, SysvShm known) {
            return look.kernel().orElseThrow().shmctl(known.shmid(), Kernel.IPC_RMID, null);
        }
    };

    public boolean isPrivate() {
        return key == 0;
    }

    /** The flags that ipcs(1) calls status. */
    public List<String> status() {
        List<String> status = new ArrayList<>();
        if ((mode & SHM_DEST) != 0) {
            status.add("dest");
        }
        if ((mode & SHM_LOCKED) != 0) {
            status.add("locked");
        }
        return List.copyOf(status);
    }
}
