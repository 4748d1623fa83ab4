package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.semtrail.capture.host.FileStat.FileId;
import org.semtrail.capture.host.OpenFiles.Open;

/**
 * The files of every mounted mqueue file system of the host, each system once.
 *
 * @param files the queues, their holders not yet known
 */
record MqFiles(List<PosixFile> files, List<Unseen> unseen) {
    private static final String REMEDY =
            "to see queues that nobody has open: mkdir -p /dev/mqueue &&" + " mount -t mqueue none /dev/mqueue";

    /** One mount of an mqueue file system, as mountinfo has it. */
    private record Mount(String point, long device) {}

    private static final class Collected {
        final List<PosixFile> files = new ArrayList<>();
        final List<Unseen> unseen = new ArrayList<>();
        final Set<Long> devices = new HashSet<>();
    }

    static MqFiles read(HostRoot host) {
        Collected all = new Collected();
        Long ownNs = ProcPids.namespace(host, "thread-self/ns/mnt");
        List<Mount> own = mounts(host, "self");
        own.forEach(m -> list(host.path(m.point()), m, ownNs, null, all));
        if (own.isEmpty()) {
            all.unseen.add(Unseen.absent("/dev/mqueue", "the mqueue file system is not mounted; " + REMEDY));
        }
        Set<Long> mntNs = new HashSet<>();
        mntNs.add(ownNs);
        for (int pid : ProcPids.read(host).rows()) {
            Long ns = ProcPids.namespace(host, pid + "/ns/mnt");
            if (ns != null && mntNs.add(ns)) {
                Path root = host.proc(pid + "/root");
                mounts(host, Integer.toString(pid))
                        .forEach(m -> list(root.resolve(m.point().substring(1)), m, ns, pid, all));
            }
        }
        return new MqFiles(List.copyOf(all.files), List.copyOf(all.unseen));
    }

    /** Mounts of type mqueue, from /proc/PID/mountinfo (proc(5)); of a process that exited there are none. */
    private static List<Mount> mounts(HostRoot host, String pid) {
        try {
            return Files.readAllLines(host.proc(pid + "/mountinfo"), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.contains(" - mqueue "))
                    .map(line -> line.split(" "))
                    .filter(f -> f.length > 4 && f[2].matches("\\d+:\\d+"))
                    .map(f -> new Mount(f[4], device(f[2].split(":"))))
                    .toList();
        } catch (IOException exitedOrDenied) {
            return List.of();
        }
    }

    private static long device(String[] majorMinor) {
        return FileId.device(Long.parseLong(majorMinor[0]), Long.parseLong(majorMinor[1]));
    }

    private static void list(Path directory, Mount mount, Long mntNs, Integer mntPid, Collected all) {
        try {
            // A container could have put a link there; its device would not be that of the mount.
            if (FileStat.follow(directory).id().dev() != mount.device() || !all.devices.add(mount.device())) {
                return;
            }
            for (Path path : ProcPids.list(directory, "*")) {
                queue(path, mntNs, mntPid, all);
            }
        } catch (NoSuchFileException exited) {
            return;
        } catch (IOException e) {
            all.unseen.add(Unseen.denied(directory.toString(), String.valueOf(e.getMessage())));
        }
    }

    private static void queue(Path path, Long mntNs, Integer mntPid, Collected all) {
        try {
            FileStat stat = FileStat.noFollow(path);
            all.files.add(
                    new PosixFile(RawName.of(path), path, stat.id(), mntNs, mntPid, false, stat, Holders.UNKNOWN));
        } catch (IOException vanished) {
            // Unlinked since the directory was read.
            return;
        }
    }

    /** The queues with their holders, and after them those that only a descriptor shows. */
    List<PosixFile> withOpen(OpenFiles open) {
        List<PosixFile> all = new ArrayList<>();
        Set<FileId> named = new HashSet<>();
        for (PosixFile file : files) {
            named.add(file.id());
            all.add(file.with(open.holders(file.id())));
        }
        open.files().forEach((id, users) -> {
            if (users.get(0).queue() && !named.contains(id)) {
                unlisted(id, users.get(0)).map(f -> f.with(open.holders(id))).ifPresent(all::add);
            }
        });
        all.sort(Comparator.comparing(PosixFile::name));
        return all;
    }

    /** A queue of an unmounted system, or one whose name is gone. */
    private static Optional<PosixFile> unlisted(FileId id, Open user) {
        try {
            FileStat stat = FileStat.follow(user.link());
            boolean deleted = stat.nlink() == 0;
            String name = deleted && user.name().endsWith(" (deleted)")
                    ? user.name().substring(0, user.name().length() - " (deleted)".length())
                    : user.name();
            return Optional.of(new PosixFile(name, user.link(), id, null, null, deleted, stat, Holders.UNKNOWN));
        } catch (IOException closed) {
            return Optional.empty();
        }
    }
}
