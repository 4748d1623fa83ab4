package org.semtrail.diagnose;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.semtrail.capture.host.IpcSysctl;
import org.semtrail.capture.host.SysctlLine;

/** Whether the values of a well-formed line do what its author wanted, on this kernel with this use. */
final class SysctlValues {
    private final SysctlLine line;
    private final Present present;
    private final IpcSysctl sysctl;
    private final List<BigInteger> values;

    private SysctlValues(SysctlLine line, Present present) {
        this.line = line;
        this.present = present;
        this.sysctl = IpcSysctl.of(line.key()).orElseThrow();
        this.values = SysctlNumbers.leading(SysctlNumbers.words(line.value()));
    }

    static List<SysctlProblem> check(SysctlLine line, Present present) {
        return new SysctlValues(line, present).check();
    }

    private List<SysctlProblem> check() {
        List<SysctlProblem> problems = new ArrayList<>();
        Optional<SysctlProblem> order = order();
        order.ifPresent(problems::add);
        range().ifPresent(problems::add);
        if (line.effect() != SysctlLine.Effect.OVERRIDDEN) {
            belowUse().ifPresent(problems::add);
            if (order.isEmpty()) {
                lowers().ifPresent(problems::add);
            }
        }
        if (order.isEmpty()) {
            tooFewSemaphores().ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<SysctlProblem> order() {
        if (sysctl != IpcSysctl.SEM) {
            return Optional.empty();
        }
        return new SemOrder(present.kernel())
                .find(values)
                .map(found -> SysctlProblem.bad(
                        line,
                        "wrong-order",
                        "Wrong order: " + found.name() + "; the kernel reads SEMMSL SEMMNS SEMOPM SEMMNI, so this"
                                + " allows " + values.get(2) + " operations in one semop call and " + values.get(3)
                                + " sets.",
                        text(raised(found.mended()))));
    }

    private Optional<SysctlProblem> range() {
        return fields().filter(i -> values.get(i).compareTo(present.kernel().cap(field(i))) > 0
                        || values.get(i).signum() < 0)
                .boxed()
                .findFirst()
                .map(i -> SysctlProblem.bad(line, "out-of-range", outOfRange(i), text(raised(values))));
    }

    private String outOfRange(int i) {
        return name(i) + " " + values.get(i) + " is not within 0 and "
                + present.kernel().cap(field(i))
                + (field(i).cap().equals(BigInteger.valueOf(IpcSysctl.IPCMNI)) ? " (IPCMNI)" : "")
                + ": the kernel refuses it with EINVAL"
                + (i == 0 ? "." : ", after it has set the " + (i == 1 ? "field" : i + " fields") + " before.");
    }

    private Optional<SysctlProblem> belowUse() {
        String which = fields().filter(i -> present.used(field(i))
                        .filter(u -> u.compareTo(values.get(i)) > 0)
                        .isPresent())
                .mapToObj(i -> name(i) + " " + values.get(i) + " with "
                        + present.used(field(i)).orElseThrow() + " in use")
                .collect(Collectors.joining(", "));
        return which.isEmpty()
                ? Optional.empty()
                : Optional.of(SysctlProblem.bad(
                        line,
                        "below-use",
                        "Less than is in use now: " + which + ". What exists stays, and every new request fails with"
                                + " ENOSPC (No space left on device).",
                        text(raised(values))));
    }

    private Optional<SysctlProblem> lowers() {
        String which = fields().filter(this::isLow).mapToObj(this::lowered).collect(Collectors.joining(", "));
        if (which.isEmpty()) {
            return Optional.empty();
        }
        String what = "Lowers " + which + ".";
        // Old advice for shared memory is below today's kernel everywhere, and rarely hurts.
        return Optional.of(
                sysctl == IpcSysctl.SEM
                        ? SysctlProblem.bad(line, "lowers", what, text(raised(values)))
                        : SysctlProblem.note(line, "lowers", what));
    }

    private boolean isLow(int i) {
        BigInteger value = values.get(i);
        return value.signum() >= 0
                && (value.compareTo(present.kernel().standard(field(i))) < 0
                        || present.meant(field(i))
                                .filter(r -> value.compareTo(r) < 0)
                                .isPresent());
    }

    private String lowered(int i) {
        Optional<BigInteger> running =
                present.meant(field(i)).filter(r -> values.get(i).compareTo(r) < 0);
        return name(i)
                + running.map(r -> " from the running " + r)
                        .orElseGet(() ->
                                " from the kernel's own " + present.kernel().standard(field(i)))
                + " to " + values.get(i);
    }

    private Optional<SysctlProblem> tooFewSemaphores() {
        if (sysctl != IpcSysctl.SEM) {
            return Optional.empty();
        }
        BigInteger semmns = values.get(1);
        for (int other : List.of(0, 3)) {
            if (semmns.signum() >= 0 && semmns.compareTo(values.get(other)) < 0) {
                String never = other == 0 ? "a set of that size can never be made" : "so many sets can never be made";
                String what = "SEMMNS " + semmns + " is less than " + name(other) + " " + values.get(other) + ": ";
                return Optional.of(
                        SysctlProblem.bad(line, "semmns-too-small", what + never + ".", text(raised(values))));
            }
        }
        return Optional.empty();
    }

    private List<BigInteger> raised(List<BigInteger> wanted) {
        return fields().mapToObj(i -> wanted.get(i)
                        .max(present.floor(field(i)))
                        .min(present.kernel().cap(field(i))))
                .toList();
    }

    private String text(List<BigInteger> mended) {
        return sysctl.key + " = " + mended.stream().map(BigInteger::toString).collect(Collectors.joining(" "));
    }

    private IntStream fields() {
        return IntStream.range(0, sysctl.fields.size());
    }

    private IpcSysctl.Field field(int i) {
        return sysctl.fields.get(i);
    }

    private String name(int i) {
        return field(i).name().toUpperCase(Locale.ROOT);
    }
}
