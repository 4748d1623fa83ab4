package org.semtrail.diagnose;

import java.util.List;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcLimits.Limit;

/** Limits of hosts that tests make up. */
final class Limits {
    static final IpcLimits DEFAULTS = sem(32_000, 1_024_000_000, 500, 32_000, 0, 0);

    private Limits() {}

    static IpcLimits sem(long semmsl, long semmns, long semopm, long semmni, long sets, long semaphores) {
        return new IpcLimits(List.of(
                new Limit("semmsl", "sem", "semaphores in one set", semmsl, null),
                new Limit("semmns", "sem", "semaphores in all sets together", semmns, semaphores),
                new Limit("semopm", "sem", "operations in one semop call", semopm, null),
                new Limit("semmni", "sem", "semaphore sets", semmni, sets)));
    }
}
