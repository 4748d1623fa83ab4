package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.diagnose.Finding.Severity;

/** A log tells that semget found no room: do the tables explain it now, and if not, what else does? */
final class LogExhaustionRule implements Rule {
    static final String EXPLAINED = "log-exhaustion-explained";
    static final String ELSEWHERE = "log-exhaustion-elsewhere";
    static final String NOT_NOW = "log-exhaustion-not-now";

    @Override
    public List<Finding> check(HostFacts facts) {
        LogTold told = LogTold.of(facts, Disease.EXHAUSTION, Disease.UDEV_COOKIE);
        if (told.isEmpty()) {
            return List.of();
        }
        List<NamespaceFacts> where = told.whereItRuns(facts);
        List<Room> rooms = (where.isEmpty() ? facts.namespaces() : where)
                .stream().map(Room::in).toList();
        List<Room> full = rooms.stream().filter(Room::isFull).toList();
        return List.of(full.isEmpty() ? notNow(told, where, rooms) : explained(told, where, full));
    }

    private static Finding explained(LogTold told, List<NamespaceFacts> where, List<Room> full) {
        List<String> evidence = new ArrayList<>(told.evidence());
        full.forEach(room -> evidence.add("used now: " + room.words()));
        evidence.add(place(told, where));
        boolean elsewhere =
                where.isEmpty() && full.stream().noneMatch(r -> r.ns().ns().own());
        String tables = elsewhere
                ? "The tables of another IPC namespace are full, which explains it if the program ran there."
                : "The tables explain it: they are full.";
        return new Finding(
                elsewhere ? ELSEWHERE : EXPLAINED,
                elsewhere ? Severity.WARNING : Severity.CRITICAL,
                "The log tells of " + told.words() + ": no room for a semaphore set. " + tables,
                evidence,
                "No disk is full. The kernel refuses one more set, and will refuse the next one too. Who has the sets, and"
                        + " whether that is a leak or honest demand, the finding about the full table says; the program of"
                        + " this log may be only the victim.",
                List.of(
                        "# which sets may go, and why; removes nothing",
                        "semtrail prune" + scope(full),
                        "# after there is room again, start the program; do not remove sets by owner with ipcrm"));
    }

    private static String scope(List<Room> full) {
        NamespaceFacts ns = full.get(0).ns();
        return ns.ns().own() ? "" : " --ipc-ns " + ns.ns().inode();
    }

    private static Finding notNow(LogTold told, List<NamespaceFacts> where, List<Room> rooms) {
        List<String> evidence = new ArrayList<>(told.evidence());
        rooms.stream().limit(8).forEach(room -> evidence.add("used now: " + room.words()));
        evidence.add(place(told, where));
        boolean known = !rooms.isEmpty() && rooms.stream().allMatch(Room::isKnown);
        return new Finding(
                NOT_NOW,
                Severity.WARNING,
                "The log tells of " + told.words() + ": no room for a semaphore set. "
                        + (known ? "There is room now." : "How much room there is now could not be read."),
                evidence,
                "Not settled. In the order of likelihood: sets were removed, or the limit was raised, or the machine was"
                        + " restarted since the line was written; the program runs in another IPC namespace, with its own"
                        + " limits (a container that has ended is not seen here); the program asks for more semaphores"
                        + " at once than are left (SEMMNS)" + other(told) + ".",
                List.of(
                        "# when was the machine started, and is the line older?",
                        "uptime -s",
                        "# other IPC namespaces, with their own limits",
                        "semtrail limits",
                        "lsns -t ipc",
                        "# again right after the next failure, before anything is cleaned up",
                        "semtrail doctor"));
    }

    private static String other(LogTold told) {
        return told.isSure()
                ? ""
                : "; or the lock of this message is no semaphore set: a POSIX semaphore in /dev/shm, or a file on a full disk";
    }

    private static String place(LogTold told, List<NamespaceFacts> where) {
        return where.isEmpty()
                ? "no living process of " + told.software() + " is seen: in which IPC namespace it failed is not known"
                : told.software() + " runs in IPC namespace "
                        + where.stream().map(n -> "" + n.ns().inode()).collect(Collectors.joining(", "));
    }
}
