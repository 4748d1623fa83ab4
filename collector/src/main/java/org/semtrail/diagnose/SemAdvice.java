package org.semtrail.diagnose;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.semtrail.capture.host.IpcSysctl;
import org.semtrail.capture.host.SysctlFiles;
import org.semtrail.capture.host.SysctlLine;

/**
 * A kernel.sem that is enough, in the kernel's order: SEMMSL SEMMNS SEMOPM SEMMNI.
 *
 * @param values what to set
 * @param present what runs; null in it where that could not be read
 * @param tooMany why no value is enough; null where there is one
 */
public record SemAdvice(List<BigInteger> values, List<BigInteger> present, String tooMany) {
    private static final int SEMMNS = 1;
    private static final int SEMMNI = 3;
    private static final String USUAL_NAME = "60-semtrail.conf";
    private static final String LATE_NAME = "zz-semtrail.conf";
    private static final String WINS =
            " and is read later, by \"sysctl --system\" at least: change or remove that line, or it wins.";

    /**
     * Where the text belongs.
     *
     * @param file the path to write
     * @param others lines that set kernel.sem already, each with what becomes of it, in words
     */
    public record Place(String file, List<String> others) {}

    /**
     * Works it out.
     *
     * @param sets how many sets must fit, 0 for those in use
     * @param semaphores how many semaphores must fit, 0 for those in use
     * @param headroom how many times as much to allow
     */
    public static SemAdvice of(Present present, long sets, long semaphores, double headroom) {
        List<BigInteger> values = new ArrayList<>();
        String tooMany = null;
        for (IpcSysctl.Field field : IpcSysctl.SEM.fields) {
            int i = values.size();
            BigInteger asked = BigInteger.valueOf(i == SEMMNI ? sets : i == SEMMNS ? semaphores : 0);
            BigInteger need = times(asked.max(present.used(field).orElse(BigInteger.ZERO)), headroom);
            BigInteger cap = present.kernel().cap(field);
            if (asked.compareTo(cap) > 0) {
                tooMany = "this kernel allows at most " + cap + " " + field.help() + " in one IPC namespace"
                        + (i == SEMMNI ? "; the boot parameter ipcmni_extend (Linux 5.2) makes that 16777216" : "");
            }
            values.add(need.max(present.floor(field)).min(cap));
        }
        // A set has at least one semaphore.
        values.set(SEMMNS, values.get(SEMMNS).max(values.get(SEMMNI)));
        return new SemAdvice(
                values,
                IpcSysctl.SEM.fields.stream()
                        .flatMap(f -> present.running(f).stream())
                        .toList(),
                tooMany);
    }

    private static BigInteger times(BigInteger number, double factor) {
        return new BigDecimal(number)
                .multiply(BigDecimal.valueOf(factor))
                .setScale(0, RoundingMode.CEILING)
                .toBigInteger();
    }

    /** A file name that sorts after every file that sets kernel.sem already, so that ours counts. */
    public static Place place(List<SysctlLine> lines) {
        List<SysctlLine> sem = lines.stream()
                .filter(l -> l.key().equals(IpcSysctl.SEM.key) && l.value() != null)
                .toList();
        String last = sem.stream()
                .filter(l -> !isSysctlConf(l))
                .map(SemAdvice::name)
                .max(String::compareTo)
                .orElse("");
        String name = last.compareTo(USUAL_NAME) <= 0 ? USUAL_NAME : LATE_NAME;
        List<String> others = sem.stream()
                .filter(l -> l.effect() != SysctlLine.Effect.OVERRIDDEN && !name(l).equals(name))
                .map(l -> l.place() + " sets kernel.sem = " + String.join(" ", SysctlNumbers.words(l.value()))
                        + (isBefore(l, name) ? "; this file is read later and wins." : WINS))
                .toList();
        return new Place("/etc/sysctl.d/" + name, others);
    }

    private static boolean isBefore(SysctlLine line, String name) {
        return !isSysctlConf(line) && name(line).compareTo(name) < 0;
    }

    private static boolean isSysctlConf(SysctlLine line) {
        return line.file().equals(SysctlFiles.SYSCTL_CONF);
    }

    private static String name(SysctlLine line) {
        return line.file().substring(line.file().lastIndexOf('/') + 1);
    }

    public boolean isChange() {
        return !values.equals(present);
    }

    public String presentText() {
        return join(present);
    }

    /** The file, complete. */
    public String text() {
        return "# Semaphores (System V IPC), written by semtrail limits recommend.\n"
                + "# The fields: SEMMSL semaphores in one set, SEMMNS semaphores in all sets together,\n"
                + "# SEMOPM operations in one semop call, SEMMNI sets.\n"
                + "kernel.sem = " + join(values) + "\n";
    }

    private static String join(List<BigInteger> numbers) {
        return numbers.stream().map(BigInteger::toString).collect(Collectors.joining(" "));
    }
}
