package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.capture.host.IpcSysctl;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.diagnose.Finding.Severity;

/** A limit is raised on the host, while the one who runs into it lives in an IPC namespace of its own. */
public final class HostRaisedContainerStarvesRule implements Rule {
    private static final double WARNING_SHARE = 0.8;

    private static final String WHY =
            "Limits belong to an IPC namespace. A new one begins with the kernel's own values and not with its parent's;"
                    + " what is raised on the host later never reaches it. So the host looks as if it had room, and the"
                    + " container gets \"No space left on device\".";

    @Override
    public List<Finding> check(HostFacts facts) {
        Optional<NamespaceFacts> host =
                facts.namespaces().stream().filter(n -> n.ns().initial()).findFirst();
        if (host.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (NamespaceFacts ns : facts.namespaces()) {
            for (Limit limit :
                    ns.ns().initial() ? List.<Limit>of() : ns.limits().rows()) {
                Optional<Long> raised = host.get()
                        .limits()
                        .get(limit.name())
                        .map(Limit::limit)
                        .filter(h -> isStarving(limit) && h > limit.limit());
                raised.ifPresent(
                        h -> findings.add(finding(facts, ns, limit, host.get().limits())));
            }
        }
        return findings;
    }

    private static boolean isStarving(Limit limit) {
        return limit.limit() != null && limit.used() != null && limit.used() >= WARNING_SHARE * limit.limit();
    }

    private static Finding finding(HostFacts facts, NamespaceFacts ns, Limit limit, IpcLimits host) {
        List<HostProcess> inside = facts.processes().stream()
                .filter(p ->
                        p.tasks().stream().anyMatch(t -> t.ipcNs() == ns.ns().inode()))
                .toList();
        String name = limit.name().toUpperCase(Locale.ROOT);
        long onHost = host.get(limit.name()).map(Limit::limit).orElseThrow();
        return new Finding(
                "host-raised-container-starves",
                limit.used() >= limit.limit() ? Severity.CRITICAL : Severity.WARNING,
                "IPC namespace " + ns.ns().inode() + who(inside) + " uses " + limit.used() + " of " + limit.limit()
                        + " " + limit.help() + "; the host's " + name + " of " + onHost + " does not reach it.",
                List.of(
                        name + " in namespace " + ns.ns().inode() + ": " + limit.limit() + ", in use: " + limit.used(),
                        name + " in the host's own namespace: " + onHost),
                WHY,
                remedy(ns, limit, host, inside));
    }

    private static String who(List<HostProcess> inside) {
        Optional<String> container = inside.stream()
                .map(p -> p.home().container())
                .filter(c -> c != null)
                .findFirst();
        String programs =
                inside.stream().map(HostProcess::program).distinct().limit(3).collect(Collectors.joining(", "));
        return container
                .map(c -> " (container " + (c.length() > 12 ? c.substring(0, 12) : c) + ")")
                .orElse(programs.isEmpty() ? "" : " (" + programs + ")");
    }

    private static List<String> remedy(NamespaceFacts ns, Limit limit, IpcLimits host, List<HostProcess> inside) {
        Optional<String> assignment = assignment(ns.limits(), limit, host);
        if (assignment.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        inside.stream()
                .mapToInt(HostProcess::pid)
                .min()
                .ifPresent(pid -> lines.addAll(List.of(
                        "# at once, until the container is made anew",
                        "nsenter -t " + pid + " --ipc sysctl -w " + assignment.get())));
        lines.add("# for good, where the container is made: docker run --sysctl " + assignment.get());
        lines.add(
                "# or in Kubernetes: securityContext.sysctls, with the key in the kubelet's --allowed-unsafe-sysctls");
        return lines;
    }

    /** The whole key, with the host's values where they are greater. */
    private static Optional<String> assignment(IpcLimits limits, Limit limit, IpcLimits host) {
        for (IpcSysctl sysctl : IpcSysctl.values()) {
            List<Limit> fields = sysctl.fields.stream()
                    .flatMap(f -> limits.get(f.name()).stream())
                    .filter(l -> l.limit() != null)
                    .toList();
            if (fields.contains(limit) && fields.size() == sysctl.fields.size()) {
                String value = fields.stream()
                        .map(f -> Math.max(
                                f.limit(), host.get(f.name()).map(Limit::limit).orElse(f.limit())))
                        .map(v -> Long.toString(v))
                        .collect(Collectors.joining(" "));
                return Optional.of(sysctl.key + "=" + Shell.word(value));
            }
        }
        return Optional.empty();
    }
}
