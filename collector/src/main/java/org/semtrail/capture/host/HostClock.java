package org.semtrail.capture.host;

import java.time.Instant;
import java.util.Optional;

/** Wall-clock time and boot time of the host; start times of processes are told relative to boot. */
final class HostClock {
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_BOOTTIME = 7;

    private HostClock() {}

    static long monotonicMicros(Optional<Kernel> kernel) {
        return kernel.map(k -> k.clock(CLOCK_MONOTONIC) / 1000).orElse(0L);
    }

    /** When the host booted, by its clock as it is set now; by /proc/stat (whole seconds) without native calls. */
    static Instant boot(Optional<Kernel> kernel, HostRoot host) {
        if (kernel.isPresent()) {
            long up = kernel.get().clock(CLOCK_BOOTTIME);
            long now = kernel.get().clock(CLOCK_REALTIME);
            if (up > 0 && now > 0) {
                return Instant.ofEpochSecond(0, now - up);
            }
        }
        String stat = ProcFile.read(host.proc("stat"));
        int at = stat == null ? -1 : stat.indexOf("\nbtime ");
        if (at < 0) {
            return Instant.EPOCH;
        }
        return Instant.ofEpochSecond(
                Long.parseLong(stat.substring(at + 7).split("\n", 2)[0].strip()));
    }
}
