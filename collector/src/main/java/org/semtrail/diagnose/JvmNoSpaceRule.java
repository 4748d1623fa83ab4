package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.diagnose.Finding.Severity;

/** A Java program asked for a set and was refused for want of room: ENOSPC (semget(2)). */
final class JvmNoSpaceRule implements Rule {
    static final String ID = "jvm-no-space";

    @Override
    public List<Finding> check(HostFacts facts) {
        List<Finding> findings = new ArrayList<>();
        for (JvmFacts jvm : facts.jvms()) {
            Map<List<JvmFrame>, List<SemGet>> places = new LinkedHashMap<>();
            for (SemGet get : JvmTold.events(jvm, SemGet.class)) {
                if (get.call().failedWith(Errno.ENOSPC.number)) {
                    places.computeIfAbsent(JvmTold.applicationPart(get), p -> new ArrayList<>())
                            .add(get);
                }
            }
            places.values().forEach(failed -> findings.add(finding(facts, jvm, failed)));
        }
        return findings;
    }

    private static Finding finding(HostFacts facts, JvmFacts jvm, List<SemGet> failed) {
        SemGet last = failed.get(failed.size() - 1);
        Optional<Room> room = facts.namespaces().stream()
                .filter(n -> jvm.recording().in(n.ns().inode()))
                .findFirst()
                .map(Room::in);
        boolean full = room.map(Room::isFull).orElse(false);
        List<String> evidence = new ArrayList<>(List.of(
                "asked for at " + JvmTold.stack(last),
                "semget for " + Amount.of(last.nsems(), "semaphore") + " failed " + JvmTold.times(failed)));
        room.ifPresent(r -> evidence.add("used now: " + r.words()));
        evidence.add(jvm.source());
        return new Finding(
                ID,
                full ? Severity.CRITICAL : Severity.WARNING,
                jvm.label() + " could not make a semaphore set at " + JvmTold.place(last) + ", "
                        + Amount.of(failed.size(), "time") + ": no space (ENOSPC). " + state(room, full),
                evidence,
                "No disk is full: the kernel's table of sets is, or was (SEMMNI, or SEMMNS for their semaphores). The"
                        + " program that is refused need not be the one that filled it: other findings, and the column"
                        + " frame of 'semtrail list', tell who has the sets.",
                remedy(room.map(Room::ns)));
    }

    private static String state(Optional<Room> room, boolean full) {
        return room.isEmpty()
                ? "How full the table was is not known here."
                : full ? "The table is full now." : "There is room now.";
    }

    private static List<String> remedy(Optional<NamespaceFacts> ns) {
        String scope = ns.filter(n -> !n.ns().own())
                .map(n -> " --ipc-ns " + n.ns().inode())
                .orElse("");
        return List.of(
                "# who has the sets",
                "semtrail list" + scope,
                "# which may go, and why; removes nothing",
                "semtrail prune" + scope,
                "# whether the limit is too low",
                "semtrail limits");
    }
}
