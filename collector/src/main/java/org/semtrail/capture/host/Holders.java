package org.semtrail.capture.host;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which processes hold an object, as far as could be seen.
 *
 * @param pids those that were seen, ascending
 * @param complete whether every process could be looked into: only then does an empty list mean nobody
 */
public record Holders(List<Integer> pids, boolean complete) {
    static final Holders UNKNOWN = new Holders(List.of(), false);

    public Holders {
        pids = pids.stream().distinct().sorted().toList();
    }

    /** The processes; null where none was seen and some could not be looked into. */
    public List<Integer> known() {
        return pids.isEmpty() && !complete ? null : pids;
    }

    /** Whether it is proven that no process holds the object. */
    public boolean nobody() {
        return complete && pids.isEmpty();
    }

    Holders and(Holders other) {
        return new Holders(Stream.concat(pids.stream(), other.pids.stream()).toList(), complete && other.complete);
    }
}
