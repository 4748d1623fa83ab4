package org.semtrail.correlate.story;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.semtrail.capture.jfr.JvmEvent.Retold;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmStack;
import org.semtrail.capture.jfr.RecordingPass.Part;

/**
 * Makings of sets that the agent of one JVM tells again at the beginning of each chunk, as far as they were not in a chunk
 * that was read. Of those with the same number of a stack one has the stack; the others wait for it, until the end of the
 * chunk at most.
 */
final class ToldAgain {
    private static final int MAX_STACKS = 10_000;
    private static final int MAX_WAITING = 50_000;

    /** Times are told again by another clock; what came so soon after a chunk is in the next one. */
    private static final Duration DRIFT = Duration.ofSeconds(1);

    private final Map<Long, JvmStack> stacks = new HashMap<>();
    private final List<Retold> waiting = new ArrayList<>();
    private final List<Part> whole = new ArrayList<>();

    void take(Retold retold, Consumer<SemGet> told) {
        if (!(retold.original() instanceof SemGet get)) {
            return;
        }
        JvmStack stack = get.call().stack();
        if (!stack.frames().isEmpty() && stacks.size() < MAX_STACKS) {
            stacks.put(retold.stackNumber(), stack);
        }
        if (wasRead(get.at())) {
            return;
        }
        if (stacks.containsKey(retold.stackNumber()) || waiting.size() >= MAX_WAITING) {
            tell(retold, told);
        } else {
            waiting.add(retold);
        }
    }

    /** @param lost whether events of that chunk are missing */
    void end(Part part, boolean lost, Consumer<SemGet> told) {
        waiting.forEach(retold -> tell(retold, told));
        waiting.clear();
        if (!lost) {
            whole.add(part);
        }
    }

    private boolean wasRead(Instant at) {
        return whole.stream().anyMatch(p -> !at.isBefore(p.from()) && at.isBefore(p.to().plus(DRIFT)));
    }

    private void tell(Retold retold, Consumer<SemGet> told) {
        told.accept((SemGet) retold.with(stacks.getOrDefault(
                retold.stackNumber(), retold.original().call().stack())));
    }
}
