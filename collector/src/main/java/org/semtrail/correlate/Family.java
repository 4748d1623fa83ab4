package org.semtrail.correlate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.correlate.Start.Shape;

/**
 * Processes that come from one ancestor: what one of them inherited, all of them may know.
 *
 * @param root the topmost process of the tree, below init or another reaper
 * @param members those of them that are in the IPC namespace
 * @param younger whether the root started at or after the start of sets in question, so that it may descend from
 *     their dead initialiser
 * @param readable whether everything that a verdict needs could be read of all of them
 * @param mayAccess whether one of them may use sets of the shape by owner, group or other
 * @param cannotAccess whether none of them could use such a set even if it knew it
 */
record Family(
        HostProcess root,
        List<HostProcess> members,
        boolean younger,
        boolean readable,
        boolean mayAccess,
        boolean cannotAccess) {
    /** Equal seconds decide nothing, and clocks are read a little apart. */
    static final int MARGIN_SECONDS = 2;

    /** Programs whose source was read: they never become a reaper by prctl(PR_SET_CHILD_SUBREAPER). */
    private static final Set<String> NO_REAPERS = Set.of(
            // with sets of their own
            "apache2",
            "httpd",
            "postgres",
            // what people and clocks start things by
            "sshd",
            "sshd-session",
            "cron",
            "crond",
            "login",
            "su",
            "sudo",
            "bash",
            "dash",
            "sh",
            "busybox",
            "screen");

    /**
     * The families of those who are in a namespace, seen from one start of sets.
     *
     * <p>Any process may be a reaper and adopt what a dead initialiser left; /proc does not tell which. So a young
     * process below an old parent that is not known better is a family of its own: a younger one.
     */
    static List<Family> of(Life life, List<HostProcess> present, Shape shape, Instant ctime) {
        Instant young = youngSince(ctime);
        Map<Integer, List<HostProcess>> byRoot = new LinkedHashMap<>();
        Map<Integer, HostProcess> roots = new LinkedHashMap<>();
        for (HostProcess process : present) {
            HostProcess root = rootOf(life, process, young);
            roots.put(root.pid(), root);
            byRoot.computeIfAbsent(root.pid(), pid -> new ArrayList<>()).add(process);
        }
        return roots.values().stream()
                .map(root -> of(root, byRoot.get(root.pid()), !root.start().isBefore(young), shape))
                .sorted(Comparator.comparing(family -> family.root().pid()))
                .toList();
    }

    static Family of(HostProcess root, List<HostProcess> members, boolean younger, Shape shape) {
        return new Family(
                root,
                List.copyOf(members),
                younger,
                members.stream().allMatch(HostProcess::readable),
                members.stream().anyMatch(p -> Access.allows(shape, p)),
                members.stream().allMatch(p -> Access.impossible(shape, p)));
    }

    /** Who started then or later may descend from a process that made sets in that second. */
    static Instant youngSince(Instant ctime) {
        return ctime.minusSeconds(MARGIN_SECONDS);
    }

    private static HostProcess rootOf(Life life, HostProcess process, Instant young) {
        HostProcess top = process;
        for (int depth = 0; depth < Life.MAX_DEPTH; depth++) {
            HostProcess parent = life.process(top.ppid());
            if (parent == null || parent.init() || parent.kernelThread()) {
                return top;
            }
            boolean adoptable = !top.start().isBefore(young) && parent.start().isBefore(young);
            if (adoptable && !NO_REAPERS.contains(parent.program())) {
                return top;
            }
            top = parent;
        }
        return top;
    }

    /**
     * Whether it was put into our PID namespace from outside, as docker exec and nsenter do: its parent is not visible.
     * Orphans are adopted inside their PID namespace, so it cannot come from a process that died in here.
     */
    boolean cameFromOutside() {
        return root.ppid() == 0 && !root.init();
    }

    /** Whether this very process comes from its root. */
    boolean holdsUs() {
        Optional<ProcessHandle> at = Optional.of(ProcessHandle.current());
        while (at.isPresent()) {
            if (at.get().pid() == root.pid()) {
                return true;
            }
            at = at.get().parent();
        }
        return false;
    }

    boolean contains(HostProcess process) {
        return members.stream().anyMatch(p -> p.pid() == process.pid());
    }

    /** "apache2 (pid 4711) and 5 below it". */
    String label() {
        int others = members.size() - (contains(root) ? 1 : 0);
        return root.label() + (others > 0 ? " and " + others + " below it" : "");
    }
}
