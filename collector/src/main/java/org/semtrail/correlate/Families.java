package org.semtrail.correlate;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.correlate.Start.Shape;

/**
 * The families of those who are present, as starts of sets see them. What makes the difference is only who had started
 * by then: starts one after the other see the same families, which are remembered.
 */
final class Families {
    private record Seen(int older, List<Family> families) {}

    private final Life life;
    private final List<HostProcess> present;
    private final List<Instant> processStarts;
    private final Map<Shape, Seen> last = new HashMap<>();

    Families(Life life, List<HostProcess> present) {
        this.life = life;
        this.present = present;
        this.processStarts = life.starts();
    }

    List<Family> of(Shape shape, Instant ctime) {
        int older = olderThan(Family.youngSince(ctime));
        Seen seen = last.get(shape);
        if (seen == null || seen.older() != older) {
            seen = new Seen(older, Family.of(life, present, shape, ctime));
            last.put(shape, seen);
        }
        return seen.families();
    }

    /** How many started before a time. */
    private int olderThan(Instant time) {
        int low = 0;
        int high = processStarts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (processStarts.get(middle).isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
