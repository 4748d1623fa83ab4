package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.semtrail.capture.host.FileStat.FileId;

/**
 * The files of every /dev/shm of the host. Each mount namespace can have one of its own (shm_overview(7)), and so can
 * each chroot; all are read through /proc/PID/root.
 *
 * @param directories each distinct directory once
 * @param files the regular files in them
 */
record ShmFiles(List<Directory> directories, List<Entry> files, List<Unseen> unseen) {
    /**
     * One /dev/shm.
     *
     * @param path where this process reaches it
     * @param mntNs mount namespace; null where it could not be read
     * @param mntPid a process that sees it as /dev/shm; null for the one of semtrail itself
     */
    record Directory(Path path, FileId id, Long mntNs, Integer mntPid) {}

    /** One file in it. */
    record Entry(Directory directory, Path path, String name, FileStat stat) {
        boolean isSemaphore() {
            return name.startsWith("sem.");
        }
    }

    static ShmFiles read(HostRoot host) {
        List<Unseen> unseen = new ArrayList<>();
        List<Directory> directories = directories(host, unseen);
        List<Entry> files = new ArrayList<>();
        for (Directory directory : directories) {
            try {
                for (Path path : ProcPids.list(directory.path(), "*")) {
                    entry(directory, path, files);
                }
            } catch (IOException e) {
                unseen.add(gap(directory.path(), e));
            }
        }
        return new ShmFiles(List.copyOf(directories), List.copyOf(files), List.copyOf(unseen));
    }

    /** Only regular files: a FIFO or a link that somebody put there is no shared memory, and opening it is a trap. */
    private static void entry(Directory directory, Path path, List<Entry> files) {
        try {
            FileStat stat = FileStat.noFollow(path);
            if (stat.isRegular()) {
                files.add(new Entry(directory, path, RawName.of(path), stat));
            }
        } catch (IOException vanished) {
            // Unlinked since the directory was read.
            return;
        }
    }

    private static List<Directory> directories(HostRoot host, List<Unseen> unseen) {
        List<Directory> found = new ArrayList<>();
        Set<FileId> ids = new HashSet<>();
        try {
            // Our own may be a link (to /run/shm on older systems); it is the administrator's.
            FileStat own = FileStat.follow(host.path("/dev/shm"));
            ids.add(own.id());
            found.add(new Directory(
                    host.path("/dev/shm"), own.id(), ProcPids.namespace(host, "thread-self/ns/mnt"), null));
        } catch (IOException e) {
            unseen.add(gap(host.path("/dev/shm"), e));
        }
        Set<String> roots = new HashSet<>();
        List<Integer> denied = new ArrayList<>();
        for (int pid : ProcPids.read(host).rows()) {
            try {
                foreign(host, pid, roots).filter(d -> ids.add(d.id())).ifPresent(found::add);
            } catch (IOException e) {
                if (ProcPids.isDenied(e)) {
                    denied.add(pid);
                }
            }
        }
        if (!denied.isEmpty()) {
            unseen.add(ProcPids.denied("/dev/shm of the mount namespaces", denied));
        }
        return found;
    }

    /** The /dev/shm of one process; links are not followed, for a container could point them anywhere. */
    private static Optional<Directory> foreign(HostRoot host, int pid, Set<String> roots) throws IOException {
        Path root = host.proc(pid + "/root");
        String where = Files.readSymbolicLink(root).toString();
        Long mntNs = ProcPids.namespace(host, pid + "/ns/mnt");
        if (!roots.add(mntNs + where)) {
            return Optional.empty();
        }
        FileStat dev = FileStat.noFollow(root.resolve("dev"));
        FileStat shm = FileStat.noFollow(root.resolve("dev/shm"));
        return dev.isDirectory() && shm.isDirectory()
                ? Optional.of(new Directory(root.resolve("dev/shm"), shm.id(), mntNs, pid))
                : Optional.empty();
    }

    private static Unseen gap(Path path, IOException e) {
        return e instanceof NoSuchFileException
                ? Unseen.absent(path.toString(), "no such directory: no POSIX shared memory here")
                : ProcPids.isDenied(e)
                        ? Unseen.denied(path.toString(), "not permitted")
                        : Unseen.failed(path.toString(), e.toString());
    }

    Set<Long> devices() {
        return directories.stream().map(d -> d.id().dev()).collect(Collectors.toSet());
    }
}
