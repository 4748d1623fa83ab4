package org.semtrail.capture.jfr;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;

/**
 * Hands on every event of recordings that a user names, once, keeping none: for what is too large to be held. Chunk after
 * chunk, each from a copy that is repaired where a killed JVM left it open.
 */
public final class RecordingPass {
    /** Events of a chunk that are held back until its agent says which JVM it is in; then that is looked for ahead. */
    private static final int BEFORE_STATUS = 50_000;

    private static final String STATUS = EventKind.PREFIX + "AgentStatus";
    private static final int MAX_STACKS = 20_000;

    /** The JDK's reader can loop on a damaged chunk; a whole one is read at some MiB a second, on a busy machine, too. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);

    private static final long BYTES_A_SECOND = 256 << 10;

    private final Path scratch;
    private final RecordingGaps gaps = new RecordingGaps();
    private final Map<JvmStack, JvmStack> stacks = new ConcurrentHashMap<>();
    private final Set<List<Object>> seen = new HashSet<>();
    private final Map<List<Object>, Long> largest = new HashMap<>();
    private final Map<String, AgentStatus> lastOfFile = new HashMap<>();

    /** @param scratch where chunks are copied to, one at a time */
    public RecordingPass(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * One chunk.
     *
     * @param file the recording it is in
     * @param open whether its JVM had not finished it: it runs still, or was killed
     * @param startTicks when it was begun, by a counter that nobody can set
     * @param ticksPerSecond of that counter; 0 where not known
     */
    public record Part(
            Path file, Instant from, Instant to, long bytes, boolean open, long startTicks, long ticksPerSecond) {}

    /**
     * How a chunk was read.
     *
     * @param events of ours
     * @param torn events of ours that could not be understood
     * @param flaw why the reader stopped before the end; null where it did not
     */
    public record Outcome(long events, long torn, String flaw) {}

    /** Who is told. */
    public interface Listener {
        /** @param jvm what the agent said of its JVM; null where it says nothing in this chunk nor before it */
        void event(Part part, AgentStatus jvm, JvmEvent event);

        void ended(Part part, AgentStatus jvm, Outcome outcome);
    }

    /** Notes what a file has that will be read: of a chunk that was fetched while it grew the longest is. */
    public void announce(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Chunk.walk(channel).chunks().forEach(c -> largest.merge(identity(c), c.size(), Math::max));
        } catch (IOException | RuntimeException e) {
            // It is told where it is read.
        }
    }

    private static List<Object> identity(Chunk chunk) {
        return List.of(chunk.start(), chunk.startTicks());
    }

    /** Reads one file; what could not be read of it is returned. */
    public List<Unseen> read(Path file, Listener listener) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Chunk.Walk walk = Chunk.walk(channel);
            if (walk.stopped() != null) {
                gaps.failed(file.toString(), walk.stopped());
            }
            for (Chunk chunk : walk.chunks()) {
                // The same chunk can be in a dump and in the place that it was dumped from.
                boolean growsElsewhere = chunk.size() < largest.getOrDefault(identity(chunk), 0L);
                if (growsElsewhere || !seen.add(identity(chunk))) {
                    gaps.absent(file.toString(), "a chunk that is read from another file");
                    continue;
                }
                read(file, channel, chunk, listener);
            }
        } catch (IOException e) {
            gaps.failed(file.toString(), "" + e.getMessage());
        }
        return gaps.takeAll();
    }

    /** The recordings in a folder and those below it, oldest first. Links are not followed out of it. */
    public static List<Path> in(Path folder, int most) throws IOException {
        try (Stream<Path> all = Files.walk(folder, 8)) {
            return all.filter(p -> p.toString().endsWith(".jfr") && Files.isRegularFile(p))
                    .sorted(Comparator.comparing(Path::toString))
                    .limit(most)
                    .toList();
        }
    }

    private void read(Path file, SeekableByteChannel channel, Chunk chunk, Listener listener) throws IOException {
        boolean open = Chunk.read(channel, chunk.offset() + Chunk.STATE, 1).get(0) != 0;
        Part part = new Part(
                file, chunk.start(), chunk.end(), chunk.size(), open, chunk.startTicks(), chunk.ticksPerSecond());
        if (!ChunkCopy.hasOurs(channel, chunk)) {
            listener.ended(part, lastOfFile.get(file.toString()), new Outcome(0, 0, null));
            return;
        }
        if (stacks.size() > MAX_STACKS) {
            stacks.clear();
        }
        Path copy = Files.createTempFile(scratch, "chunk-", ".jfr");
        try {
            ChunkCopy.copy(channel, chunk, copy);
            Watchdog.call(
                    () -> {
                        new OneChunk(part, listener).read(copy);
                        return null;
                    },
                    LEAST_PATIENCE.plusSeconds(chunk.size() / BYTES_A_SECOND));
        } catch (IOException e) {
            gaps.failed(file.toString(), e.getMessage());
            listener.ended(part, lastOfFile.get(file.toString()), new Outcome(0, 0, e.getMessage()));
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** What is known while one chunk is read. */
    private final class OneChunk {
        private final Part part;
        private final Listener listener;
        private final List<JvmEvent> waiting = new ArrayList<>();
        private final Map<Long, Optional<EventKind>> kinds = new HashMap<>();
        private AgentStatus jvm;
        private boolean settled;
        private long events;
        private long torn;

        OneChunk(Part part, Listener listener) {
            this.part = part;
            this.listener = listener;
        }

        void read(Path copy) {
            RecordedFields.Stacks own = new RecordedFields.Stacks(stacks);
            String flaw = null;
            try (RecordingFile file = new RecordingFile(copy)) {
                while (file.hasMoreEvents() && !Thread.currentThread().isInterrupted()) {
                    decode(file.readEvent(), own);
                    if (waiting.size() >= BEFORE_STATUS) {
                        jvm = statusIn(copy);
                        settle();
                    }
                }
            } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError damaged) {
                // The JDK's reader trusts its input; what it gave until now is kept.
                flaw = damaged.toString();
            }
            settle();
            listener.ended(part, jvm, new Outcome(events, torn, flaw));
        }

        private void decode(RecordedEvent event, RecordedFields.Stacks own) {
            Optional<EventKind> kind = kinds.computeIfAbsent(
                    event.getEventType().getId(),
                    id -> EventKind.of(event.getEventType().getName()));
            if (kind.isEmpty()) {
                return;
            }
            JvmEvent decoded;
            try {
                decoded = kind.get().decode().apply(new RecordedFields(event, own));
            } catch (RuntimeException unexpected) {
                // Another version's field, or another's event of that name.
                torn++;
                return;
            }
            events++;
            take(decoded);
        }

        private void take(JvmEvent event) {
            if (event instanceof AgentStatus status) {
                jvm = status;
                settle();
            }
            if (settled) {
                listener.event(part, jvm, event);
            } else {
                waiting.add(event);
            }
        }

        /** A busy JVM writes many events before that one, by other threads; null where the chunk has none. */
        private AgentStatus statusIn(Path copy) throws IOException {
            try (RecordingFile file = new RecordingFile(copy)) {
                while (file.hasMoreEvents() && !Thread.currentThread().isInterrupted()) {
                    RecordedEvent event = file.readEvent();
                    if (event.getEventType().getName().equals(STATUS)) {
                        return EventKind.status(new RecordedFields(event, new RecordedFields.Stacks(stacks)));
                    }
                }
                return null;
            }
        }

        private void settle() {
            if (settled) {
                return;
            }
            settled = true;
            if (jvm == null) {
                jvm = lastOfFile.get(part.file().toString());
            } else {
                lastOfFile.put(part.file().toString(), jvm);
            }
            waiting.forEach(e -> listener.event(part, jvm, e));
            waiting.clear();
        }
    }
}
