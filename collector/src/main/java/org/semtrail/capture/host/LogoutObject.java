package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jnr.ffi.Pointer;

/**
 * An IPC object beside the semaphore sets that systemd-logind would remove at its owner's last logout with RemoveIPC=:
 * src/shared/clean-ipc.c of systemd.
 *
 * @param kind in words
 * @param name shmid, msqid or file name
 * @param uid its owner
 */
public record LogoutObject(String kind, String name, long uid) {
    private static final String SHM = "shared memory segment";
    private static final String MSG = "message queue";

    /** Those of the calling thread's IPC namespace and of its /dev/shm. */
    static Reading<LogoutObject> read(HostRoot host, Optional<Kernel> kernel) {
        List<LogoutObject> objects = new ArrayList<>();
        List<Unseen> unseen = new ArrayList<>();
        for (Reading<Optional<LogoutObject>> table : List.of(shm(host, kernel), msg(host, kernel))) {
            table.rows().forEach(o -> o.ifPresent(objects::add));
            unseen.addAll(table.unseen());
        }
        addFiles(host.path(DevShm.PATH), objects, unseen);
        return new Reading<>(objects, unseen);
    }

    /** Only unattached segments go. shmid64_ds has the owner at 4 and shm_nattch at 88. */
    private static Reading<Optional<LogoutObject>> shm(HostRoot host, Optional<Kernel> kernel) {
        return kernel.flatMap(k -> SysvWalk.read(
                        "shared memory segments",
                        k::shmctl,
                        Kernel.SHM_INFO,
                        Kernel.SHM_STAT_ANY,
                        SysvWalk.buffer(k),
                        (id, ds) -> shm(id, uid(ds), ds.getLong(88))))
                .orElseGet(() -> SysvipcFile.read(
                        host.proc("sysvipc/shm"),
                        line -> shm(line.integer("shmid"), line.number("uid"), line.number("nattch"))));
    }

    private static Optional<LogoutObject> shm(int id, long uid, long attached) {
        return attached > 0 ? Optional.empty() : Optional.of(new LogoutObject(SHM, Integer.toString(id), uid));
    }

    private static Reading<Optional<LogoutObject>> msg(HostRoot host, Optional<Kernel> kernel) {
        return kernel.flatMap(k -> SysvWalk.read(
                        "message queues",
                        k::msgctl,
                        Kernel.MSG_INFO,
                        Kernel.MSG_STAT_ANY,
                        SysvWalk.buffer(k),
                        (id, ds) -> Optional.of(new LogoutObject(MSG, Integer.toString(id), uid(ds)))))
                .orElseGet(() -> SysvipcFile.read(
                        host.proc("sysvipc/msg"),
                        line -> Optional.of(
                                new LogoutObject(MSG, Integer.toString(line.integer("msqid")), line.number("uid")))));
    }

    private static long uid(Pointer perm) {
        return perm.getInt(4) & 0xffffffffL;
    }

    /** POSIX objects go even while they are mapped: their names do. */
    private static void addFiles(Path folder, List<LogoutObject> objects, List<Unseen> unseen) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                addFile(file, objects);
            }
        } catch (NoSuchFileException none) {
            // No POSIX objects then; that /dev/shm is missing is told elsewhere.
            return;
        } catch (IOException e) {
            unseen.add(HostFile.unseen(folder.toString(), e));
        }
    }

    private static void addFile(Path file, List<LogoutObject> objects) {
        try {
            objects.add(new LogoutObject(
                    "POSIX object", file.toString(), FileStat.noFollow(file).uid()));
        } catch (IOException gone) {
            // Unlinked since it was listed.
            return;
        }
    }
}
