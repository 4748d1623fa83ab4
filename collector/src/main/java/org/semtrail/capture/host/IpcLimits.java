package org.semtrail.capture.host;

import java.util.List;
import java.util.Optional;

/**
 * The limits and the use of one IPC namespace, a row each.
 *
 * @param rows named as in /proc/sys: semmsl, semmns, semopm, semmni, shmmax, shmall, shmmni, msgmax, msgmnb, msgmni,
 *     queues_max
 */
public record IpcLimits(List<Limit> rows) {
    /**
     * One limit.
     *
     * @param name the kernel's name, lower case
     * @param kind sem, shm, msg or mqueue
     * @param help what it bounds
     * @param limit its value, 2^63-1 for that and more; null where it could not be read
     * @param used how much of it is in use; null where the kernel keeps no count or it could not be read
     */
    public record Limit(String name, String kind, String help, Long limit, Long used) {}

    public IpcLimits {
        rows = List.copyOf(rows);
    }

    public Optional<Limit> get(String name) {
        return rows.stream().filter(l -> l.name().equals(name)).findFirst();
    }
}
