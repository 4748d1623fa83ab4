package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.HostProcess.Owner;
import org.semtrail.capture.host.HostProcess.Task;

/**
 * The threads of a process: whether any lives, and what each of them says for itself. Namespaces and credentials belong
 * to threads: setns(2), unshare(2) and the system call setresuid(2) change those of the caller only.
 */
final class ProcessThreads {
    private final Path dir;
    final List<Task> tasks = new ArrayList<>();
    private final Set<Owner> owners = new HashSet<>();
    private Path firstAlive;
    private boolean unreadable;
    /** The first that could be read; null for none. */
    String status;

    boolean alive;
    boolean stopped;

    /**
     * @param leader state of the process in its stat line
     * @param count of its threads there
     */
    ProcessThreads(Path dir, int pid, char leader, int count, boolean kernelThread) {
        this.dir = dir;
        if (count == 1 && !isDead(leader)) {
            add(dir, pid, leader, kernelThread);
        } else {
            walk(pid, kernelThread);
        }
    }

    /** A leader that exited is Z while its threads live on: only the task directory tells. */
    private void walk(int pid, boolean kernelThread) {
        boolean unsure = false;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir.resolve("task"), ProcWalk::isNumber)) {
            for (Path task : entries) {
                String stat = ProcFile.read(task.resolve("stat"));
                char state = state(stat);
                if (stat == null || state == 0) {
                    unsure |= !Files.notExists(task.resolve("stat"));
                } else if (!isDead(state)) {
                    add(task, Integer.parseInt(task.getFileName().toString()), state, kernelThread);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            unsure |= !Files.notExists(dir.resolve("task"));
        }
        if (!alive && (unsure || lives(state(ProcFile.read(dir.resolve("stat")))))) {
            // Threads that may not be looked at, or an exec by another thread than the leader: it lives, unseen.
            alive = true;
            tasks.add(new Task(pid, -1, -1));
            addOwner(dir);
        }
    }

    private static boolean lives(char state) {
        return state != 0 && !isDead(state);
    }

    /** The state in a stat line; 0 where there is none. */
    private static char state(String stat) {
        int close = stat == null ? -1 : stat.lastIndexOf(')');
        return close > 0 && stat.length() > close + 2 ? stat.charAt(close + 2) : 0;
    }

    private void add(Path task, int tid, char state, boolean kernelThread) {
        alive = true;
        firstAlive = firstAlive == null ? task : firstAlive;
        stopped |= state == 'T' || state == 't';
        addOwner(task);
        if (!kernelThread) {
            long ipcNs = ProcFile.namespace(task.resolve("ns/ipc"));
            tasks.add(new Task(
                    tid, ipcNs, state == 'R' ? -1 : ProcessReader.waitsOn(ProcFile.read(task.resolve("syscall")))));
        }
    }

    private void addOwner(Path task) {
        String read = ProcFile.read(task.resolve("status"));
        if (status == null) {
            status = read;
        }
        Owner owner = read == null ? null : ProcStatus.owner(read);
        if (owner != null) {
            owners.add(owner);
        } else {
            unreadable |= !Files.notExists(task.resolve("stat"));
        }
    }

    /** Who the process acts as, in any of its threads; null where that cannot be read of all. */
    Owner owner() {
        return unreadable ? null : owners.stream().reduce(Owner::and).orElse(null);
    }

    Path face() {
        return firstAlive == null ? dir : firstAlive;
    }

    private static boolean isDead(char state) {
        return state == 'Z' || state == 'X' || state == 'x';
    }
}
