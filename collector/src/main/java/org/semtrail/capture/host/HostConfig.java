package org.semtrail.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a host is set up where that decides about IPC: what rules look at beside the tables.
 *
 * @param sysctl lines of sysctl configuration that set IPC limits
 * @param kernel what of the limits depends on the kernel
 * @param logind what happens to IPC objects at logout; null where not known
 * @param atLogout objects beside semaphore sets that logind would remove at logout
 * @param devShm the file system of POSIX objects; null where not known
 * @param sysUidMax greatest uid of a system user: systemd-logind leaves their objects alone
 * @param unseen what of this could not be seen
 */
public record HostConfig(
        List<SysctlLine> sysctl,
        IpcKernel kernel,
        Logind logind,
        List<LogoutObject> atLogout,
        DevShm devShm,
        long sysUidMax,
        List<Unseen> unseen) {
    private static final long USUAL_SYS_UID_MAX = 999;
    private static final Pattern SYS_UID_MAX = Pattern.compile("(?m)^\\s*SYS_UID_MAX\\s+(\\d{1,9})\\s*$");

    /** Nothing is known. */
    public static final HostConfig UNKNOWN = new HostConfig(
            List.of(), new IpcKernel(false, false, false), null, List.of(), null, USUAL_SYS_UID_MAX, List.of());

    public HostConfig {
        sysctl = List.copyOf(sysctl);
        atLogout = List.copyOf(atLogout);
        unseen = List.copyOf(unseen);
    }

    public static HostConfig read(HostRoot host, Optional<Kernel> kernel) {
        Reading<SysctlLine> sysctl = SysctlFiles.read(host);
        Reading<Logind> logind = LogindReader.read(host);
        Reading<LogoutObject> atLogout = logind.rows().stream().anyMatch(Logind::removesIpc)
                ? LogoutObject.read(host, kernel)
                : Reading.of(List.of());
        Reading<DevShm> devShm = DevShmReader.read(host, kernel);
        List<Unseen> unseen = new ArrayList<>(sysctl.unseen());
        unseen.addAll(logind.unseen());
        unseen.addAll(atLogout.unseen());
        unseen.addAll(devShm.unseen());
        return new HostConfig(
                sysctl.rows(),
                IpcKernel.read(host),
                logind.rows().stream().findFirst().orElse(null),
                atLogout.rows(),
                devShm.rows().stream().findFirst().orElse(null),
                sysUidMax(host),
                unseen);
    }

    /** login.defs(5). */
    private static long sysUidMax(HostRoot host) {
        String text = HostFile.read(host.path("/etc/login.defs")).text();
        Matcher line = SYS_UID_MAX.matcher(text == null ? "" : text);
        return line.find() ? Long.parseLong(line.group(1)) : USUAL_SYS_UID_MAX;
    }
}
