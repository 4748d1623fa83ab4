package org.semtrail.capture.host;

import java.util.List;
import java.util.Optional;
import org.semtrail.capture.host.SysctlLine.Effect;

/** Decides which of several assignments of one key wins, for either loader. */
final class SysctlPrecedence {
    private SysctlPrecedence() {}

    /**
     * Says of each line what becomes of it.
     *
     * @param atBoot what systemd-sysctl reads, in its order
     * @param byHand what {@code sysctl --system} reads, in its order: all of the above and perhaps more
     */
    static List<SysctlLine> settle(List<SysctlLine> atBoot, List<SysctlLine> byHand) {
        return byHand.stream().map(line -> settle(line, atBoot, byHand)).toList();
    }

    private static SysctlLine settle(SysctlLine line, List<SysctlLine> atBoot, List<SysctlLine> byHand) {
        Optional<SysctlLine> beatenAtBoot = winner(atBoot, line);
        Optional<SysctlLine> beatenByHand = winner(byHand, line);
        boolean winsAtBoot = atBoot.contains(line) && beatenAtBoot.isEmpty();
        if (beatenByHand.isEmpty()) {
            return winsAtBoot
                    ? line.with(Effect.EFFECTIVE, null)
                    : line.with(
                            Effect.SYSCTL_SYSTEM_ONLY,
                            beatenAtBoot.map(SysctlLine::place).orElse(null));
        }
        return line.with(
                winsAtBoot ? Effect.BOOT_ONLY : Effect.OVERRIDDEN,
                beatenByHand.get().place());
    }

    /** What wins over a line: the last later assignment of its key, but a pattern never beats a full key. */
    private static Optional<SysctlLine> winner(List<SysctlLine> lines, SysctlLine line) {
        // -1 where this loader does not read the line: then whatever sets the key wins.
        int index = lines.indexOf(line);
        if (line.value() == null) {
            return Optional.empty();
        }
        boolean isPattern = SysctlText.isPattern(line.key());
        for (int i = lines.size() - 1; i >= 0; i--) {
            SysctlLine other = lines.get(i);
            boolean isOtherPattern = SysctlText.isPattern(other.key());
            boolean isStronger = isPattern == isOtherPattern ? i > index : isPattern;
            if (isStronger && other.value() != null && covers(other, line)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /** Whether one assignment takes every IPC key that another sets. */
    private static boolean covers(SysctlLine other, SysctlLine line) {
        if (!SysctlText.isPattern(line.key())) {
            return other.key().equals(line.key());
        }
        for (IpcSysctl sysctl : IpcSysctl.values()) {
            if (SysctlText.matches(line.key(), sysctl.key) && !SysctlText.matches(other.key(), sysctl.key)) {
                return false;
            }
        }
        return true;
    }
}
