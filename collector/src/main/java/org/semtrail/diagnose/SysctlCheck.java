package org.semtrail.diagnose;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.semtrail.capture.host.IpcSysctl;
import org.semtrail.capture.host.SysctlFiles;
import org.semtrail.capture.host.SysctlLine;

/** Says what is wrong with lines of sysctl configuration that set IPC limits; pure. */
public final class SysctlCheck {
    private SysctlCheck() {}

    /** All problems of all lines, in the order of the lines. */
    public static List<SysctlProblem> check(List<SysctlLine> lines, Present present) {
        return lines.stream().flatMap(line -> check(line, present).stream()).toList();
    }

    private static List<SysctlProblem> check(SysctlLine line, Present present) {
        List<SysctlProblem> problems = new ArrayList<>();
        SysctlForm.check(line).ifPresent(problems::add);
        if (SysctlForm.hasValues(line)) {
            problems.addAll(SysctlValues.check(line, present));
        }
        effect(line, present).ifPresent(problems::add);
        boolean isRefused = problems.stream().anyMatch(p -> p.id().equals("out-of-range"));
        if (SysctlForm.hasValues(line) && !isRefused) {
            notLoaded(line, present).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<SysctlProblem> effect(SysctlLine line, Present present) {
        return switch (line.effect()) {
            case EFFECTIVE -> Optional.empty();
            case OVERRIDDEN ->
                Optional.of(
                        SysctlProblem.note(line, "overridden", "Without effect: " + line.overriddenBy() + " wins."));
            case BOOT_ONLY ->
                Optional.of(SysctlProblem.note(
                        line,
                        "boot-only",
                        "Counts at boot (systemd-sysctl); \"sysctl --system\" ends with " + line.overriddenBy() + "."));
            case SYSCTL_SYSTEM_ONLY -> notAtBoot(line, present);
        };
    }

    private static Optional<SysctlProblem> notAtBoot(SysctlLine line, Present present) {
        if (!present.kernel().isSystemd()) {
            return Optional.empty();
        }
        String instead = line.overriddenBy() == null ? "" : " and takes " + line.overriddenBy();
        return Optional.of(SysctlProblem.bad(
                line,
                "not-at-boot",
                "Lost at the next boot: systemd-sysctl does not read " + SysctlFiles.SYSCTL_CONF + instead + "; only"
                        + " \"sysctl --system\" and \"sysctl -p\" do. Move the line to a file in /etc/sysctl.d.",
                null));
    }

    /** Of a line that should be in force: whether the kernel has other values. */
    private static Optional<SysctlProblem> notLoaded(SysctlLine line, Present present) {
        IpcSysctl sysctl = IpcSysctl.of(line.key()).orElseThrow();
        List<BigInteger> running =
                sysctl.fields.stream().flatMap(f -> present.running(f).stream()).toList();
        List<BigInteger> values = SysctlNumbers.leading(SysctlNumbers.words(line.value()));
        boolean isKnown = present.isLoaded() && running.size() == sysctl.fields.size();
        boolean isWinner =
                line.effect() == SysctlLine.Effect.EFFECTIVE || line.effect() == SysctlLine.Effect.SYSCTL_SYSTEM_ONLY;
        if (!isKnown
                || !isWinner
                || saturated(values.subList(0, running.size())).equals(running)) {
            return Optional.empty();
        }
        return Optional.of(SysctlProblem.bad(
                line,
                "not-loaded",
                "Not what runs: " + sysctl.key + " is " + join(running) + " now. Either the file was never loaded, or"
                        + " something else (tuned, a start script) set the value later; the next boot may change it.",
                null));
    }

    /** Running values end at 2^63 - 1. */
    private static List<BigInteger> saturated(List<BigInteger> values) {
        return values.stream()
                .map(v -> v.min(BigInteger.valueOf(Long.MAX_VALUE)))
                .toList();
    }

    private static String join(List<BigInteger> values) {
        return String.join(" ", values.stream().map(BigInteger::toString).toList());
    }
}
