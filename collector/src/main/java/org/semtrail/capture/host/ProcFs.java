package org.semtrail.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether /proc shows all processes of the PID namespace that we are in: without that, nothing found dead is dead. */
final class ProcFs {
    private static final Pattern HIDEPID = Pattern.compile(" - proc \\S+ \\S*hidepid=([^, ]+)");
    private static final int CAP_SYS_PTRACE = 19;

    private ProcFs() {}

    /** A /proc of another PID namespace has other numbers, or no link for us at all (pid_namespaces(7)). */
    static boolean isOurs(HostRoot host) {
        return !host.equals(HostRoot.LIVE)
                || Long.toString(ProcessHandle.current().pid()).equals(ProcFile.link(host.proc("self")));
    }

    static List<Unseen> hidden(HostRoot host) {
        List<Unseen> unseen = new ArrayList<>();
        if (!isOurs(host)) {
            unseen.add(Unseen.failed(
                    "processes",
                    "/proc belongs to another PID namespace than ours, so its numbers mean other processes; mount our"
                            + " own: unshare --mount, then mount -t proc proc /proc"));
        } else if (hidesProcesses(host) && !mayTrace(host)) {
            unseen.add(Unseen.denied(
                    "processes", "/proc is mounted with hidepid: other users' processes are not shown; run as root"));
        }
        return unseen;
    }

    private static boolean hidesProcesses(HostRoot host) {
        String mounts = ProcFile.read(host.proc("self/mountinfo"), 16 << 20);
        Matcher option = HIDEPID.matcher(mounts == null ? "" : mounts);
        while (option.find()) {
            if (!option.group(1).matches("0|off")) {
                return true;
            }
        }
        return false;
    }

    /** The right to trace counts where it reaches all users: in the first user namespace. */
    private static boolean mayTrace(HostRoot host) {
        String map = ProcFile.read(host.proc("self/uid_map"));
        if (map == null || !map.strip().matches("0\\s+0\\s+4294967295")) {
            return false;
        }
        String status = ProcFile.read(host.proc("self/status"));
        int at = status == null ? -1 : status.indexOf("\nCapEff:");
        if (at < 0) {
            return false;
        }
        String mask = status.substring(at + 8).strip().split("\\s", 2)[0];
        return (Long.parseUnsignedLong(mask, 16) >> CAP_SYS_PTRACE & 1) == 1;
    }
}
