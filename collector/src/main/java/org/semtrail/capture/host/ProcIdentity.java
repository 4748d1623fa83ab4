package org.semtrail.capture.host;

import java.time.Instant;
import java.util.Optional;

/**
 * What tells a living process from every other one, also from one that had its number before.
 *
 * @param pid its number in our PID namespace
 * @param innerPid its number in its own PID namespace, the last one of NSpid
 * @param startTicks field 22 of /proc/PID/stat: when it started, in clock ticks since boot
 */
public record ProcIdentity(int pid, int innerPid, long startTicks) {
    /** No uptime is longer, whatever a file says. */
    private static final long MAX_TICKS = 1L << 40;

    /** Empty where the process is gone or may not be read. */
    public static Optional<ProcIdentity> read(HostRoot host, int pid) {
        String stat = ProcFile.read(host.proc(pid + "/stat"));
        String status = ProcFile.read(host.proc(pid + "/status"));
        int close = stat == null ? -1 : stat.lastIndexOf(')');
        String[] f =
                close < 0 ? new String[0] : stat.substring(close + 1).strip().split(" ");
        if (f.length < 20 || status == null) {
            return Optional.empty();
        }
        String[] numbers = ProcStatus.line(status, "NSpid").split("\\s+");
        try {
            String inner = numbers[numbers.length - 1];
            return Optional.of(
                    new ProcIdentity(pid, inner.isEmpty() ? pid : Integer.parseInt(inner), Long.parseLong(f[19])));
        } catch (NumberFormatException torn) {
            return Optional.empty();
        }
    }

    /** When a process started, in wall-clock time by today's boot time. */
    public static Instant startOf(HostRoot host, long startTicks) {
        return HostClock.boot(Optional.empty(), host)
                .plusMillis(Math.max(0, startTicks) % MAX_TICKS * (1000 / ProcessReader.TICKS_PER_SECOND));
    }

    /** The boot that this host runs; null where it does not tell. */
    public static String bootId(HostRoot host) {
        String id = ProcFile.read(host.proc("sys/kernel/random/boot_id"));
        return id == null ? null : id.strip();
    }

    /** Inode of a namespace of our own, such as "pid"; 0 or less where it cannot be read. */
    public static long ownNamespace(HostRoot host, String kind) {
        return ProcFile.namespace(host.proc("self/ns/" + kind));
    }
}
