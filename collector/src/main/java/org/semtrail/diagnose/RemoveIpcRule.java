package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.Logind;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.diagnose.Finding.Severity;

/**
 * systemd-logind will remove the sets of a service at the last logout of the user that it runs as (logind.conf(5),
 * RemoveIPC=): by uid alone, without asking who uses them, and without a line in any log.
 */
public final class RemoveIpcRule implements Rule {
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
        Map<Long, List<SetFacts>> byUser = facts.namespaces().stream()
                .filter(n -> n.ns().initial())
                .flatMap(n -> n.sets().stream())
                .filter(s -> s.sem().uid() > facts.config().sysUidMax())
                .collect(Collectors.groupingBy(s -> s.sem().uid(), TreeMap::new, Collectors.toList()));
        List<Finding> findings = new ArrayList<>();
        byUser.forEach((uid, sets) -> {
            List<HostProcess> services = services(facts, uid);
            if (!services.isEmpty() && sets.stream().anyMatch(RemoveIpcRule::mayBelongToService)) {
                findings.add(finding(facts, uid, sets, services));
            }
        });
        return findings;
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

    private static Finding finding(HostFacts facts, long uid, List<SetFacts> sets, List<HostProcess> services) {
        String user = facts.names().user(uid);
        String units = services.stream()
                .map(p -> p.home().systemUnit())
                .distinct()
                .limit(5)
                .collect(Collectors.joining(", "));
        return new Finding(
                "logind-removes-ipc",
                Severity.WARNING,
                sets.size() + (sets.size() == 1 ? " semaphore set" : " semaphore sets") + " of user " + user
                        + " will be removed when its last session ends; " + units + " runs as this user.",
                List.of(
                        "RemoveIPC: " + facts.config().logind().words(),
                        "uid " + uid + " is above SYS_UID_MAX " + facts.config().sysUidMax(),
                        "semid "
                                + sets.stream()
                                        .limit(10)
                                        .map(s -> "" + s.sem().semid())
                                        .collect(Collectors.joining(" "))
                                + (sets.size() > 10 ? " …" : "") + " belong to uid " + uid),
                WHY,
                List.of(
                        "mkdir -p /etc/systemd/logind.conf.d",
                        "printf '[Login]\\nRemoveIPC=no\\n' > /etc/systemd/logind.conf.d/60-semtrail.conf",
                        "# logind reads it again; sessions stay",
                        "systemctl kill -s HUP systemd-logind",
                        "# or let the service run as a system user (uid up to "
                                + facts.config().sysUidMax() + ")"));
    }
}
