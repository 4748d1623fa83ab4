package org.semtrail.diagnose;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.CgroupHome;
import org.semtrail.capture.host.DevShm;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.IpcKernel;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.Logind;
import org.semtrail.capture.host.LogoutObject;
import org.semtrail.capture.host.SysctlLine;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.Creator;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;

/** Hosts that tests of rules make up. */
final class MadeUp {
    static final long CONTAINER_NS = 4026532999L;

    private MadeUp() {}

    static HostFacts host(HostConfig config, List<HostProcess> processes, NamespaceFacts... namespaces) {
        return new HostFacts(
                        Instant.EPOCH,
                        IpcNamespace.INITIAL,
                        List.of(namespaces),
                        processes,
                        true,
                        UserNames.read(new HostRoot(Path.of("/nonexistent"))),
                        List.of())
                .with(config);
    }

    static NamespaceFacts namespace(long inode, IpcLimits limits, SetFacts... sets) {
        IpcNamespace ns = new IpcNamespace(inode, inode == IpcNamespace.INITIAL, List.of(), Set.of(), Set.of(), null);
        return new NamespaceFacts(ns, List.of(sets), limits);
    }

    static HostProcess process(int pid, long uid, String unit, String container, long ipcNs) {
        return new HostProcess(
                pid,
                1,
                Instant.EPOCH,
                true,
                false,
                false,
                "postgres",
                "/usr/bin/postgres",
                List.of("postgres"),
                new HostProcess.Owner(Set.of(uid), Set.of(uid), false),
                new CgroupHome(unit, unit, container),
                List.of(new HostProcess.Task(pid, ipcNs, -1)),
                1,
                1,
                1);
    }

    static SetFacts set(int semid, long uid, HostProcess... users) {
        SysvSem sem = new SysvSem(IpcNamespace.INITIAL, semid, 0, 0600, uid, uid, uid, uid, 17, 0, 1, null);
        return new SetFacts(sem, Verdict.IN_USE, List.of(), Creator.UNKNOWN, List.of(users), List.of(), null);
    }

    static HostConfig with(SysctlLine... lines) {
        return config(List.of(lines), null, null);
    }

    static HostConfig with(Logind logind, LogoutObject... atLogout) {
        return new HostConfig(
                List.of(), new IpcKernel(false, false, true), logind, List.of(atLogout), null, 999, List.of());
    }

    static HostConfig with(DevShm devShm) {
        return config(List.of(), null, devShm);
    }

    private static HostConfig config(List<SysctlLine> lines, Logind logind, DevShm devShm) {
        return new HostConfig(lines, new IpcKernel(false, false, true), logind, List.of(), devShm, 999, List.of());
    }
}
