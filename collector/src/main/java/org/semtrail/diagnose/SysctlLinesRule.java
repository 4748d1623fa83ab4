package org.semtrail.diagnose;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcSysctl;
import org.semtrail.capture.host.SysctlLine;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.diagnose.Finding.Severity;

/** Lines of sysctl configuration that set IPC limits wrongly, and a running kernel.sem whose fields are in a wrong order. */
public final class SysctlLinesRule implements Rule {
    private static final String RUNNING = "running-sem-wrong-order";

    /** Why, where it found it; null for a finding of another rule. */
    public static String cause(Finding finding) {
        if (finding.id().equals(RUNNING)) {
            return "kernel.sem was written in a wrong order: "
                    + finding.evidence().get(1);
        }
        return finding.id().equals("sysctl-wrong-order") ? finding.what() : null;
    }

    @Override
    public List<Finding> check(HostFacts facts) {
        return check(facts.config(), facts.namespaces());
    }

    /** The same for what is known of a host without being on it. */
    public static List<Finding> check(HostConfig config, List<NamespaceFacts> namespaces) {
        List<Finding> findings = new ArrayList<>();
        Map<SysctlLine, List<SysctlProblem>> byLine = new LinkedHashMap<>();
        SysctlCheck.check(config.sysctl(), present(config, namespaces))
                .forEach(p ->
                        byLine.computeIfAbsent(p.line(), l -> new ArrayList<>()).add(p));
        // In a container they are its own files, which nobody loads.
        boolean isHost = namespaces.stream().anyMatch(n -> n.ns().initial());
        byLine.forEach((line, problems) -> ofLine(line, problems, isHost).ifPresent(findings::add));
        namespaces.forEach(ns -> running(config, ns).ifPresent(findings::add));
        return findings;
    }

    /** Configuration reaches the host's own namespace; without its figures only the kernel's count. */
    private static Present present(HostConfig config, List<NamespaceFacts> namespaces) {
        Optional<IpcLimits> host = namespaces.stream()
                .filter(n -> n.ns().initial())
                .map(NamespaceFacts::limits)
                .findFirst();
        return new Present(host.orElse(new IpcLimits(List.of())), host.isPresent(), host.isPresent(), config.kernel());
    }

    private static Optional<Finding> ofLine(SysctlLine line, List<SysctlProblem> problems, boolean isHost) {
        List<SysctlProblem> bad = problems.stream().filter(SysctlProblem::isBad).toList();
        if (bad.isEmpty()) {
            return Optional.empty();
        }
        SysctlProblem first = bad.get(0);
        List<String> evidence = new ArrayList<>();
        evidence.add(line.place() + ": " + line.key() + (line.value() == null ? "" : " = " + line.value()));
        problems.stream().filter(p -> !p.equals(first)).forEach(p -> evidence.add(p.what()));
        return Optional.of(new Finding(
                "sysctl-" + first.id(),
                severity(line, bad, isHost),
                line.place() + ": " + first.what(),
                evidence,
                why(first),
                remedy(line, bad)));
    }

    private static Severity severity(SysctlLine line, List<SysctlProblem> bad, boolean isHost) {
        if (!isHost || line.effect() == SysctlLine.Effect.OVERRIDDEN) {
            return Severity.NOTE;
        }
        boolean isFailing = bad.stream().anyMatch(p -> p.id().equals("below-use"));
        return isFailing ? Severity.CRITICAL : Severity.WARNING;
    }

    private static String why(SysctlProblem problem) {
        return switch (problem.id()) {
            case "wrong-order" -> SemOrder.WHY;
            case "lowers", "below-use" ->
                "Since Linux 3.19 the kernel's own limits are 32000 sets and 1024000000"
                        + " semaphores, and they cost no memory until they are used. Lines from older guides (\"250 32000 100"
                        + " 128\") lower them: programs that start together then run into \"No space left on device\".";
            case "not-at-boot", "not-loaded" ->
                "What runs now and what the next boot will set differ: the host works"
                        + " until it is rebooted, or does not work although the file looks right.";
            default ->
                "The kernel does not take the line as it was meant, and the loaders say so at most in the"
                        + " journal of systemd-sysctl.service.";
        };
    }

    private static List<String> remedy(SysctlLine line, List<SysctlProblem> bad) {
        Optional<String> better =
                bad.stream().map(SysctlProblem::better).filter(b -> b != null).reduce((first, last) -> last);
        String file = Shell.word(line.file());
        if (better.isPresent()) {
            List<String> commands = new ArrayList<>(List.of(
                    "# line " + line.number() + " of the file should read: " + better.get(),
                    "sed -i.bak " + Shell.word(line.number() + "s/.*/" + better.get() + "/") + " " + file));
            if (line.effect() != SysctlLine.Effect.OVERRIDDEN) {
                commands.add("sysctl -p " + file);
            }
            return commands;
        }
        return switch (bad.get(0).id()) {
            case "not-loaded" ->
                List.of(
                        "# if the file is right, load it; if what runs is right, correct the file",
                        "sysctl -p " + file);
            case "not-at-boot" ->
                List.of("# make systemd-sysctl read it, too", "ln -s ../sysctl.conf /etc/sysctl.d/99-sysctl.conf");
            default -> List.of("# correct or remove line " + line.number() + " of " + file, "semtrail limits check");
        };
    }

    /** Somebody may have written to /proc/sys/kernel/sem without a file. */
    private static Optional<Finding> running(HostConfig config, NamespaceFacts ns) {
        Present here = new Present(ns.limits(), true, false, config.kernel());
        List<BigInteger> sem = IpcSysctl.SEM.fields.stream()
                .flatMap(f -> here.running(f).stream())
                .toList();
        return new SemOrder(config.kernel())
                .find(sem)
                .map(found -> new Finding(
                        RUNNING,
                        Severity.WARNING,
                        "kernel.sem"
                                + (ns.ns().own()
                                        ? ""
                                        : " of IPC namespace " + ns.ns().inode())
                                + " runs with its fields in a wrong order: "
                                + sem.get(3) + " sets and " + sem.get(2) + " operations in one call.",
                        List.of("/proc/sys/kernel/sem is " + SemOrder.text(sem), found.name()),
                        SemOrder.WHY,
                        setNow(
                                ns,
                                IpcSysctl.SEM.fields.stream().map(here::floor).toList()),
                        ns.ns().own() ? null : ns.ns().inode()));
    }

    private static List<String> setNow(NamespaceFacts ns, List<BigInteger> sem) {
        String command = "sysctl -w kernel.sem=" + Shell.word(SemOrder.text(sem));
        if (ns.ns().own()) {
            return List.of(command);
        }
        return ns.ns().pids().stream()
                .findFirst()
                .map(pid -> List.of("nsenter -t " + pid + " --ipc " + command))
                .orElse(List.of());
    }
}
