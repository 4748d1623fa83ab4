package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.Logind;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.diagnose.Finding.Severity;

/**
 * systemd-logind will remove the IPC objects of a service at the last logout of the user that it runs as (logind.conf(5),
 * RemoveIPC=): by uid alone, without asking who uses them, and without a line in any log.
 */
public final class RemoveIpcRule implements Rule {
    /** What makes logind leave IPC objects alone; it reads its settings again, and sessions stay. */
    public static final List<String> KEEP = List.of(
            "mkdir -p /etc/systemd/logind.conf.d",
            "printf '[Login]\\nRemoveIPC=no\\n' > /etc/systemd/logind.conf.d/60-semtrail.conf",
            "systemctl kill -s HUP systemd-logind");

    private static final int MOST_SHOWN = 10;

    private static final String WHY =
            "With RemoveIPC=yes systemd-logind removes every System V semaphore set and message queue, unattached shared"
                    + " memory and all POSIX objects of a user when that user's last session ends: an ssh login, su or a"
                    + " cron job is enough. Only system users are left alone. A service of that user then gets EIDRM"
                    + " (Identifier removed) or EINVAL in the middle of its work, and no log says who did it.";

    @Override
    public List<Finding> check(HostFacts facts) {
        Logind logind = facts.config().logind();
        if (logind == null || !logind.removesIpc()) {
            return List.of();
        }
        // Where it may not be read, the namespace that we live in: most likely logind does, too.
        long ipcNs = logind.ipcNs() == null ? facts.ownIpcNs() : logind.ipcNs();
        SortedMap<Long, List<String>> byUser = new TreeMap<>();
        facts.namespaces().stream()
                .filter(n -> n.ns().inode() == ipcNs)
                .flatMap(n -> n.sets().stream())
                .filter(RemoveIpcRule::mayBelongToService)
                .forEach(s ->
                        add(byUser, s.sem().uid(), "semaphore set " + s.sem().semid()));
        if (facts.ownIpcNs() == ipcNs) {
            facts.config().atLogout().forEach(o -> add(byUser, o.uid(), o.kind() + " " + o.name()));
        }
        List<Finding> findings = new ArrayList<>();
        byUser.tailMap(facts.config().sysUidMax() + 1).forEach((uid, objects) -> {
            List<HostProcess> services = services(facts, uid);
            boolean isLingering = logind.lingering().contains(facts.names().user(uid));
            if (!services.isEmpty() && !isLingering) {
                findings.add(finding(facts, uid, objects, services));
            }
        });
        return findings;
    }

    private static void add(Map<Long, List<String>> byUser, long uid, String object) {
        byUser.computeIfAbsent(uid, u -> new ArrayList<>()).add(object);
    }

    /** Living processes of units of the system manager that act as the user. */
    private static List<HostProcess> services(HostFacts facts, long uid) {
        return facts.processes().stream()
                .filter(p -> p.alive() && p.owner() != null && p.owner().uids().contains(uid))
                .filter(RemoveIpcRule::isService)
                .toList();
    }

    private static boolean isService(HostProcess process) {
        String unit = process.home().systemUnit();
        return unit != null && unit.endsWith(".service") && !unit.startsWith("user@");
    }

    /** Unless all that are known to use it live in sessions. */
    private static boolean mayBelongToService(SetFacts set) {
        return set.users().isEmpty() || set.users().stream().anyMatch(RemoveIpcRule::isService);
    }

    private static Finding finding(HostFacts facts, long uid, List<String> objects, List<HostProcess> services) {
        String user = facts.names().user(uid);
        String units = services.stream()
                .map(p -> p.home().systemUnit())
                .distinct()
                .limit(5)
                .collect(Collectors.joining(", "));
        String more = objects.size() > MOST_SHOWN ? ", …" : "";
        return new Finding(
                "logind-removes-ipc",
                Severity.WARNING,
                objects.size() + (objects.size() == 1 ? " IPC object" : " IPC objects") + " of user " + user
                        + " will be removed when the user's last session ends; " + units + " runs as this user.",
                List.of(
                        "RemoveIPC: " + facts.config().logind().words(),
                        "uid " + uid + " is above SYS_UID_MAX " + facts.config().sysUidMax() + " (login.defs)",
                        "owned by uid " + uid + ": "
                                + objects.stream().limit(MOST_SHOWN).collect(Collectors.joining(", ")) + more),
                WHY,
                List.of(
                        KEEP.get(0),
                        KEEP.get(1),
                        "# logind reads it again; sessions stay",
                        KEEP.get(2),
                        "# or let the service run as a system user (uid up to "
                                + facts.config().sysUidMax() + ")"));
    }
}
