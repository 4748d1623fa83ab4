package org.semtrail.capture.host;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One process as /proc shows it (proc(5)).
 *
 * @param pid its id in our PID namespace
 * @param ppid its parent, or whoever adopted it
 * @param start when it started, in wall-clock time by today's boot time: wrong by each clock step since
 * @param alive whether any of its threads is outside the states Z and X; the leader may have exited
 * @param stopped whether it is stopped by a signal or a debugger
 * @param init whether it is process 1 of a PID namespace
 * @param comm its name, chosen by itself
 * @param exe the program file; null where it cannot be read
 * @param args its arguments, also chosen by itself, with password-like values redacted
 * @param owner credentials; null where status could not be read
 * @param home its systemd unit and container, by its cgroup
 * @param tasks its living threads that say something of their own
 * @param pidNs inode of its PID namespace; -1 where refused
 * @param mntNs inode of its mount namespace; -1 where refused
 * @param userNs inode of its user namespace; -1 where refused
 */
public record HostProcess(
        int pid,
        int ppid,
        Instant start,
        boolean alive,
        boolean stopped,
        boolean init,
        String comm,
        String exe,
        List<String> args,
        Owner owner,
        CgroupHome home,
        List<Task> tasks,
        long pidNs,
        long mntNs,
        long userNs) {

    /**
     * Who a process acts as, in any of its threads.
     *
     * @param uids real, effective, saved and file-system user
     * @param gids the groups likewise, and the supplementary ones
     * @param privileged whether it has any capability at all, effective or permitted
     */
    public record Owner(Set<Long> uids, Set<Long> gids, boolean privileged) {
        public Owner {
            uids = Set.copyOf(uids);
            gids = Set.copyOf(gids);
        }

        public boolean root() {
            return uids.contains(0L);
        }

        /** Whoever acts as either. */
        Owner and(Owner other) {
            return new Owner(join(uids, other.uids), join(gids, other.gids), privileged || other.privileged);
        }

        private static Set<Long> join(Set<Long> some, Set<Long> more) {
            Set<Long> all = new HashSet<>(some);
            all.addAll(more);
            return all;
        }
    }

    /**
     * A thread: its IPC namespace is its own.
     *
     * @param tid its id
     * @param ipcNs inode of its IPC namespace; -1 where we may not look, 0 where it was exiting
     * @param waitsOn the semid it is blocked on; -1 for none, or where we may not look
     */
    public record Task(int tid, long ipcNs, int waitsOn) {}

    public HostProcess {
        args = List.copyOf(args);
        tasks = List.copyOf(tasks);
    }

    /**
     * Whether everything that a verdict needs could be read. Of process 1 the credentials are enough: it descends from
     * nobody, and counts as present in each namespace where its own is refused (it may have more rights than root).
     */
    public boolean readable() {
        return owner != null && (pid == 1 || tasks.stream().noneMatch(t -> t.ipcNs() == -1));
    }

    /** Whether it is the kernel's own: it lives and has no task that could use anything. */
    public boolean kernelThread() {
        return alive && tasks.isEmpty();
    }

    /** Whether any of its threads is in the IPC namespace, or may be for all we can see. */
    public boolean mayBeIn(long ipcNs) {
        return tasks.stream().anyMatch(t -> t.ipcNs() == ipcNs || t.ipcNs() == -1);
    }

    public Stream<Task> waiters(long ipcNs, int semid) {
        return tasks.stream().filter(t -> t.waitsOn() == semid && t.ipcNs() == ipcNs);
    }

    /** The program's file name, without " (deleted)"; its own name where the file is not known. */
    public String program() {
        if (exe == null) {
            return comm;
        }
        String file = exe.substring(exe.lastIndexOf('/') + 1);
        return file.endsWith(" (deleted)") ? file.substring(0, file.length() - 10) : file;
    }

    /** "apache2 (pid 4711)". */
    public String label() {
        return program() + " (pid " + pid + ")";
    }
}
