package org.semtrail.correlate.story;

import java.util.Map;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.SemOp;
import org.semtrail.correlate.story.Lives.Id;
import org.semtrail.correlate.story.StoryBuilder.Take;

/** Which semaphores were taken last, as far as it was recorded, and by which JVM they were not given back since. */
final class Holds {
    private static final int MOST = 20_000;

    private Holds() {}

    static void update(Map<String, Take> taken, JvmLine jvm, Id id, SemOperation operation) {
        for (SemOp op : SemOp.parse(operation.operations())) {
            String key = jvm.key + " " + id + " " + op.semnum();
            Take before = taken.get(key);
            boolean later = before == null
                    || !operation
                            .call()
                            .end()
                            .isBefore(before.operation().call().end());
            if (later && op.value() > 0) {
                taken.remove(key);
            } else if (later && op.value() < 0 && (before != null || taken.size() < MOST)) {
                taken.put(key, new Take(jvm, id, op.semnum(), operation, op.undo()));
            }
        }
    }
}
