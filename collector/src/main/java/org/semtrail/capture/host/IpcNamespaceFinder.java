package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the IPC namespaces of the host: those that threads are in, those that descriptors hold open, and those that a
 * bind mount pins. A container engine may keep one without any process.
 */
final class IpcNamespaceFinder {
    /** A host with thousands of container layers has a mount table of a few megabytes. */
    private static final int MAX_MOUNT_TABLE = 16 << 20;

    /** Ways in that are kept for each namespace: processes exit between being listed and being used. */
    private static final int MAX_ENTRIES = 8;

    private final HostRoot host;
    private final long own;
    private final Map<Long, Found> found = new TreeMap<>();

    private static final class Found {
        final Set<Integer> pids = new TreeSet<>();
        final Set<Integer> holders = new TreeSet<>();
        final Set<String> entries = new LinkedHashSet<>();
        String mount;
    }

    IpcNamespaceFinder(HostRoot host, long own) {
        this.host = host;
        this.own = own;
        at(own, host.proc("self/ns/ipc"));
    }

    List<IpcNamespace> find(List<HostProcess> processes) {
        Set<Long> mountNamespaces = new HashSet<>();
        for (HostProcess process : processes) {
            threads(process);
            if (process.alive() && !process.tasks().isEmpty()) {
                descriptors(process.pid());
                if (mountNamespaces.add(process.mntNs())) {
                    mounts(process.pid());
                }
            }
        }
        return found.entrySet().stream()
                .map(e -> new IpcNamespace(
                        e.getKey(),
                        e.getKey() == own,
                        List.copyOf(e.getValue().entries),
                        e.getValue().pids,
                        e.getValue().holders,
                        e.getValue().mount))
                .toList();
    }

    private void threads(HostProcess process) {
        for (HostProcess.Task task : process.tasks()) {
            if (task.ipcNs() > 0) {
                Path entry = host.proc(process.pid() + "/task/" + task.tid() + "/ns/ipc");
                at(task.ipcNs(), entry).pids.add(process.pid());
            }
        }
    }

    private void descriptors(int pid) {
        try (DirectoryStream<Path> fds = Files.newDirectoryStream(host.proc(pid + "/fd"))) {
            for (Path fd : fds) {
                String target = ProcFile.link(fd);
                if (target != null && target.startsWith("ipc:[")) {
                    at(ProcFile.inode(target), fd).holders.add(pid);
                }
            }
        } catch (IOException | DirectoryIteratorException goneOrRefused) {
            // Without the right to look there, the process counts as unreadable already.
            return;
        }
    }

    /** Lines of mountinfo whose root is "ipc:[4026532…]" are bind mounts of nsfs (proc_pid_mountinfo(5)). */
    private void mounts(int pid) {
        String table = ProcFile.read(host.proc(pid + "/mountinfo"), MAX_MOUNT_TABLE);
        for (String line : table == null ? new String[0] : table.split("\n")) {
            String[] f = line.split(" ");
            if (f.length > 4 && f[3].startsWith("ipc:[")) {
                String point = unescape(f[4]);
                Found ns = at(ProcFile.inode(f[3]), host.proc(pid + "/root" + point));
                ns.mount = point;
            }
        }
    }

    private Found at(long inode, Path entry) {
        Found ns = found.computeIfAbsent(inode, i -> new Found());
        if (ns.entries.size() < MAX_ENTRIES) {
            ns.entries.add(entry.toString());
        }
        return ns;
    }

    /** Blanks and backslashes of paths are octal escapes in mountinfo. */
    private static String unescape(String path) {
        return path.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
