package org.semtrail.capture.host;

import java.math.BigInteger;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of the IPC limits depends on the kernel that runs, and who loads sysctl files at its boot.
 *
 * @param isBefore319 whether its own kernel.sem is still {@code 250 32000 32 128}
 * @param isExtended whether it was booted with ipcmni_extend
 * @param isSystemd whether systemd-sysctl loads the configuration at boot
 */
public record IpcKernel(boolean isBefore319, boolean isExtended, boolean isSystemd) {
    private static final List<Integer> OLD_SEM = List.of(250, 32_000, 32, 128);

    public static IpcKernel read(HostRoot host) {
        String release = HostFile.read(host.proc("sys/kernel/osrelease")).text();
        String boot = HostFile.read(host.proc("cmdline")).text();
        return new IpcKernel(
                release != null && isBefore319(release),
                boot != null && Arrays.asList(boot.trim().split("\\s+")).contains("ipcmni_extend"),
                Files.isDirectory(host.path("/run/systemd/system")));
    }

    /** Of another host, as far as its release tells: its boot parameters are not known. */
    public static IpcKernel of(String release) {
        return new IpcKernel(release != null && isBefore319(release), false, true);
    }

    private static boolean isBefore319(String release) {
        Matcher version =
                Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*", Pattern.DOTALL).matcher(release);
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major < 3 || (major == 3 && Integer.parseInt(version.group(2)) < 19);
    }

    /** The value of a field with which a new IPC namespace begins (commit e843e7d2c88b, Linux 3.19). */
    public BigInteger standard(IpcSysctl.Field field) {
        int sem = IpcSysctl.SEM.fields.indexOf(field);
        return isBefore319 && sem >= 0 ? BigInteger.valueOf(OLD_SEM.get(sem)) : field.standard();
    }

    /** The greatest value of a field that this kernel takes. */
    public BigInteger cap(IpcSysctl.Field field) {
        boolean isCount = field.cap().equals(BigInteger.valueOf(IpcSysctl.IPCMNI));
        return isCount && isExtended ? BigInteger.valueOf(IpcSysctl.IPCMNI_EXTENDED) : field.cap();
    }
}
