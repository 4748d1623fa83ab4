package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semtrail.capture.host.FileStat.FileId;
import org.semtrail.capture.host.MapsLine.Mapped;

/**
 * Which process maps which shared object, from one pass over /proc/PID/maps (proc(5)).
 *
 * @param files the mappings of each file on the devices that were asked for
 * @param segments the mappings of each System V segment
 * @param complete whether every process of the host could be looked into
 * @param unseen which could not, told once
 */
public record Mappings(
        Map<FileId, List<Mapping>> files, Map<Segment, List<Mapping>> segments, boolean complete, List<Unseen> unseen) {
    /** One line of one process; {@code name} is what the kernel calls the file, {@code range} its addresses. */
    public record Mapping(int pid, String name, String range) {}

    /** A shmid, which means one segment only together with its IPC namespace. */
    public record Segment(Long ipcNs, int shmid) {}

    static Mappings scan(HostRoot host, boolean alone, Set<Long> devices) {
        Map<FileId, List<Mapping>> files = new HashMap<>();
        Map<Segment, List<Mapping>> segments = new HashMap<>();
        List<Unseen> unseen = ProcPids.lookInto(host, alone, "memory maps", pid -> {
            byte[] maps = read(host, pid);
            Long ipcNs = null;
            for (Mapped m : MapsLine.parse(maps, devices)) {
                Mapping mapping = new Mapping(pid, m.name(), m.range());
                if (m.isSegment()) {
                    ipcNs = ipcNs == null ? ProcPids.namespace(host, pid + "/ns/ipc") : ipcNs;
                    add(segments, new Segment(ipcNs, (int) m.file().ino()), mapping);
                } else {
                    add(files, m.file(), mapping);
                }
            }
            return maps.length > 0;
        });
        return new Mappings(files, segments, unseen.isEmpty(), List.copyOf(unseen));
    }

    /** A process whose first thread has exited shows no maps there, but still has them in its other threads. */
    private static byte[] read(HostRoot host, int pid) throws IOException {
        byte[] maps = Files.readAllBytes(host.proc(pid + "/maps"));
        if (maps.length > 0) {
            return maps;
        }
        for (Path task : ProcPids.list(host.proc(pid + "/task"), "*")) {
            maps = Files.readAllBytes(task.resolve("maps"));
            if (maps.length > 0) {
                return maps;
            }
        }
        return maps;
    }

    private static <K> void add(Map<K, List<Mapping>> map, K key, Mapping mapping) {
        map.computeIfAbsent(key, k -> new ArrayList<>()).add(mapping);
    }

    public Holders holders(FileId file) {
        return new Holders(pids(files.getOrDefault(file, List.of())), complete);
    }

    /**
     * Who is attached to a segment. The kernel counts one attachment for each line of maps (vm_ops->open of
     * ipc/shm.c), so that nattch lines are everybody, whatever else could not be read.
     */
    public Holders attached(Segment segment, long nattch) {
        List<Mapping> lines = segments.getOrDefault(segment, List.of());
        return new Holders(pids(lines), lines.size() >= nattch);
    }

    private static List<Integer> pids(Collection<Mapping> mappings) {
        return mappings.stream().map(Mapping::pid).toList();
    }
}
