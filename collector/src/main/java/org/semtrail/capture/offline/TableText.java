package org.semtrail.capture.offline;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one text tells of the tables of a host.
 *
 * @param sems its semaphore sets
 * @param complete whether it lists all of them
 * @param limits by the kernel's names: semmni, semmns, shmmni and so on
 * @param used how much of a limit was in use
 * @param at when it was taken; null where it does not say
 * @param torn lines that could not be understood
 * @param vaguest how the vaguest of its times was read; null where it has none, or they count from 1970
 * @param ipcNs the IPC namespace that they are of; null where it does not say
 * @param words what it says of the host: hostname, kernel, boot-id
 */
public record TableText(
        List<SemRow> sems,
        boolean complete,
        Map<String, Long> limits,
        Map<String, Long> used,
        Instant at,
        int torn,
        LogTimes.Stamp vaguest,
        Map<String, String> words,
        Long ipcNs) {
    TableText(
            List<SemRow> sems,
            boolean complete,
            Map<String, Long> limits,
            Map<String, Long> used,
            Instant at,
            int torn) {
        this(sems, complete, limits, used, at, torn, null, Map.of(), null);
    }

    public TableText {
        sems = List.copyOf(sems);
        limits = Map.copyOf(limits);
        used = Map.copyOf(used);
        words = Map.copyOf(words);
    }
}
