package org.semtrail.capture.host;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One System V semaphore set as the kernel has it (struct semid64_ds of linux/sem.h; semctl(2)).
 *
 * @param ipcNs inode of the IPC namespace it lives in; an id means nothing without it
 * @param semid its id; ids are handed out in rising order, so that they order sets by creation
 * @param key 0 is IPC_PRIVATE; otherwise the key by which programs find it
 * @param mode permission bits
 * @param uid owner (as seen from our user namespace), like gid, cuid (creator) and cgid
 * @param nsems how many semaphores it has
 * @param otime seconds since 1970 of the last successful semop, 0 for never
 * @param ctime seconds since 1970 of the creation, moved by IPC_SET, SETVAL and SETALL
 * @param sems what is in each semaphore; null where we may not read it
 */
public record SysvSem(
        long ipcNs,
        int semid,
        int key,
        int mode,
        long uid,
        long gid,
        long cuid,
        long cgid,
        int nsems,
        long otime,
        long ctime,
        Sems sems) {

    /**
     * The semaphores of a set, by number.
     *
     * @param value semval
     * @param pid sempid: tgid of the last process that did a semop, SETVAL or SETALL; 0 for never, or for a process
     *     that our PID namespace does not show
     * @param ncount processes waiting for the value to rise
     * @param zcount processes waiting for zero
     */
    public record Sems(int[] value, int[] pid, int[] ncount, int[] zcount) {
        public int waiting() {
            return IntStream.of(ncount).sum() + IntStream.of(zcount).sum();
        }
    }

    public boolean everOperated() {
        return otime != 0;
    }

    public Instant otimeInstant() {
        return otime == 0 ? null : Instant.ofEpochSecond(otime);
    }

    public Instant ctimeInstant() {
        return Instant.ofEpochSecond(ctime);
    }

    /** Position in the kernel's table; consecutive creations get consecutive positions (ipc/util.c). */
    public int index() {
        return semid & 0x7fff;
    }

    /** The columns of lsipc and ipcs, by the kernel's names. */
    public static final List<Column<SysvSem>> COLUMNS = List.of(
            Column.number("semid", "id of the set", SysvSem::semid),
            new Column<>("key", "key; 0x00000000 is private", Column.Kind.KEY, SysvSem::key),
            new Column<>("mode", "permission bits", Column.Kind.MODE, SysvSem::mode),
            new Column<>("uid", "owner", Column.Kind.UID, SysvSem::uid),
            new Column<>("gid", "owner's group", Column.Kind.GID, SysvSem::gid),
            new Column<>("cuid", "creator's user", Column.Kind.UID, SysvSem::cuid),
            new Column<>("cgid", "creator's group", Column.Kind.GID, SysvSem::cgid),
            Column.number("nsems", "semaphores in the set", SysvSem::nsems),
            new Column<>("otime", "last successful operation", Column.Kind.AGE, SysvSem::otimeInstant),
            new Column<>("ctime", "creation or last change", Column.Kind.AGE, SysvSem::ctimeInstant),
            new Column<>("ipc_ns", "inode of its IPC namespace", Column.Kind.TEXT, SysvSem::ipcNs));
}
