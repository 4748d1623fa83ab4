package org.semtrail.diagnose;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.semtrail.capture.host.IpcKernel;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcSysctl;

/**
 * What configured limits are measured against.
 *
 * @param limits the running limits and their use
 * @param isComparable whether the lines are meant for the namespace of those limits; if not, only the kernel counts
 * @param isLoaded whether the lines should be in force already: the host's own files, not a draft
 * @param kernel what the kernel takes and where it begins
 */
public record Present(IpcLimits limits, boolean isComparable, boolean isLoaded, IpcKernel kernel) {
    Optional<BigInteger> running(IpcSysctl.Field field) {
        return limit(field).map(IpcLimits.Limit::limit).map(BigInteger::valueOf);
    }

    /** What runs, or where it runs in a wrong order what was meant: nobody should keep that. */
    public Optional<BigInteger> meant(IpcSysctl.Field field) {
        int place = IpcSysctl.SEM.fields.indexOf(field);
        return place < 0 ? running(field) : mended().map(sem -> sem.get(place)).or(() -> running(field));
    }

    private Optional<List<BigInteger>> mended() {
        return wrong().map(SemOrder.Found::mended);
    }

    /** How the four fields of the running kernel.sem got into a wrong order; empty where they are right. */
    public Optional<String> wrongOrder() {
        return wrong().map(SemOrder.Found::name);
    }

    private Optional<SemOrder.Found> wrong() {
        List<BigInteger> sem =
                IpcSysctl.SEM.fields.stream().flatMap(f -> running(f).stream()).toList();
        return new SemOrder(kernel).find(sem);
    }

    Optional<BigInteger> used(IpcSysctl.Field field) {
        return limit(field).map(IpcLimits.Limit::used).map(BigInteger::valueOf);
    }

    private Optional<IpcLimits.Limit> limit(IpcSysctl.Field field) {
        return isComparable ? limits.get(field.name()) : Optional.empty();
    }

    /** The least that a field should be: the kernel's own value, what was meant to run, and what is in use. */
    BigInteger floor(IpcSysctl.Field field) {
        return kernel.standard(field)
                .max(meant(field).orElse(BigInteger.ZERO))
                .max(used(field).orElse(BigInteger.ZERO))
                .min(kernel.cap(field));
    }
}
