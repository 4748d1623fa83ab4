package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semtrail.capture.host.FileStat.FileId;

/**
 * Which process has which shared memory file or message queue open, from one pass over /proc/PID/fd (proc(5)).
 *
 * @param files the descriptors of each file on the devices that were asked for, and of each POSIX message queue
 * @param complete whether every process of the host could be looked into
 */
public record OpenFiles(Map<FileId, List<Open>> files, boolean complete, List<Unseen> unseen) {
    /** One descriptor; {@code link} opens the same file, {@code name} is what the kernel calls it. */
    public record Open(int pid, String name, Path link, boolean queue) {}

    static OpenFiles scan(HostRoot host, boolean alone, Set<Long> devices) {
        Map<FileId, List<Open>> files = new HashMap<>();
        List<Unseen> unseen = ProcPids.lookInto(host, alone, "open files", pid -> {
            List<Path> links = links(host, pid);
            for (Path link : links) {
                look(pid, link, devices, files);
            }
            return !links.isEmpty();
        });
        return new OpenFiles(files, unseen.isEmpty(), List.copyOf(unseen));
    }

    /** A process whose first thread has exited has its descriptors in its other threads. */
    private static List<Path> links(HostRoot host, int pid) throws IOException {
        List<Path> links = ProcPids.list(host.proc(pid + "/fd"), "*");
        if (!links.isEmpty()) {
            return links;
        }
        for (Path task : ProcPids.list(host.proc(pid + "/task"), "*")) {
            links = ProcPids.list(task.resolve("fd"), "*");
            if (!links.isEmpty()) {
                return links;
            }
        }
        return links;
    }

    private static void look(int pid, Path link, Set<Long> devices, Map<FileId, List<Open>> files) throws IOException {
        try {
            Path target = Files.readSymbolicLink(link);
            if (!isCandidate(target.toString())) {
                return;
            }
            FileStat stat = FileStat.follow(link);
            boolean queue = PosixMq.isQueue(link, stat);
            if (queue || (devices.contains(stat.id().dev()) && stat.isRegular())) {
                files.computeIfAbsent(stat.id(), k -> new ArrayList<>())
                        .add(new Open(
                                pid,
                                queue ? RawName.of(target) : target.getParent() + "/" + RawName.of(target),
                                link,
                                queue));
            }
        } catch (IOException e) {
            // Otherwise it was closed while we looked: it holds nothing any more.
            if (ProcPids.isDenied(e)) {
                throw e;
            }
        }
    }

    /**
     * Whether a link text can be one of ours. stat(2) on anything else could hang: a descriptor on a dead NFS server.
     * mq_open(3) opens through a mount that nobody sees, so that a queue is "/name" (ipc/mqueue.c).
     */
    private static boolean isCandidate(String target) {
        return target.startsWith("/")
                && !target.startsWith("/memfd:")
                && (target.indexOf('/', 1) < 0 || target.contains("/shm/") || target.contains("/dev/mqueue/"));
    }

    public Holders holders(FileId file) {
        return new Holders(
                files.getOrDefault(file, List.of()).stream().map(Open::pid).toList(), complete);
    }
}
