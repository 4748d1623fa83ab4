package org.semtrail.capture.jfr;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.HostProcess;

/**
 * What recordings are read for.
 *
 * @param processes every process of the host
 * @param allListed whether one that is missing is dead
 * @param uids owners and creators of its sets: the JVMs that made them may be gone
 * @param times seconds since 1970 when its sets were made or changed; parts of recordings that cover them come first
 */
public record Sought(List<HostProcess> processes, boolean allListed, Set<Long> uids, long[] times) {
    public Sought {
        processes = List.copyOf(processes);
        uids = Set.copyOf(uids);
        times = times.clone();
        Arrays.sort(times);
    }

    /** Whether any of the times is in a chunk. */
    boolean concerns(Chunk chunk) {
        int at = Arrays.binarySearch(times, chunk.start().getEpochSecond() - Chunk.MARGIN_SECONDS);
        int next = at < 0 ? -at - 1 : at;
        return next < times.length && times[next] <= chunk.end().getEpochSecond() + Chunk.MARGIN_SECONDS;
    }
}
