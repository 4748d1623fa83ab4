package org.semtrail.capture.jfr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Reads the events of one chunk by the JDK's own reader. */
final class ChunkReader {
    private final Map<JvmStack, JvmStack> stacks;
    private final int most;

    /**
     * @param stacks stacks that are known already, each kept once
     * @param most how many events to keep
     */
    ChunkReader(Map<JvmStack, JvmStack> stacks, int most) {
        this.stacks = stacks;
        this.most = most;
    }

    /**
     * @param left events that were more than {@code most}
     * @param torn events of ours that could not be understood
     * @param flaw why the reader stopped before the end; null where it did not
     */
    record Read(List<JvmEvent> events, int left, int torn, String flaw) {}

    Read read(Path chunk) throws IOException {
        List<JvmEvent> events = new ArrayList<>();
        RecordedFields.Stacks own = new RecordedFields.Stacks(stacks);
        Map<Long, Optional<EventKind>> kinds = new HashMap<>();
        int left = 0;
        int torn = 0;
        try (RecordingFile file = new RecordingFile(chunk)) {
            while (file.hasMoreEvents() && !Thread.currentThread().isInterrupted()) {
                RecordedEvent event = file.readEvent();
                Optional<EventKind> kind = kinds.computeIfAbsent(
                        event.getEventType().getId(),
                        id -> EventKind.of(event.getEventType().getName()));
                if (kind.isPresent() && events.size() >= most) {
                    left++;
                } else if (kind.isPresent()) {
                    try {
                        events.add(kind.get().decode().apply(new RecordedFields(event, own)));
                    } catch (RuntimeException unexpected) {
                        // Another version's field, or another's event of that name.
                        torn++;
                    }
                }
            }
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError damaged) {
            // The JDK's reader trusts its input; what it gave until now is kept.
            return new Read(events, left, torn, damaged.toString());
        }
        return new Read(events, left, torn, null);
    }
}
