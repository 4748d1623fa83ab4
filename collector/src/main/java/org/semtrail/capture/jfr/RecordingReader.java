package org.semtrail.capture.jfr;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semtrail.capture.host.HostRoot;

/**
 * Reads recordings within bounds: first the chunks that cover the times asked for, then the newest, by turns for each
 * owner, so that nobody's heap of files hides those of others. What was left out is told.
 */
public final class RecordingReader {
    private final HostRoot host;
    private final Path state;
    private final Path scratch;
    private final Bounds bounds;
    private final RecordingGaps gaps = new RecordingGaps();

    /**
     * How much is read.
     *
     * @param bytes of all chunks together
     * @param events kept
     * @param time for all; what does not end by itself is left then
     */
    public record Bounds(long bytes, int events, Duration time) {
        public static final Bounds USUAL = new Bounds(64L << 20, 200_000, Duration.ofSeconds(3));
    }

    /**
     * @param state where evidence is kept, usually /var/lib/semtrail
     * @param scratch where chunks are copied to, one at a time
     */
    public RecordingReader(HostRoot host, Path state, Path scratch, Bounds bounds) {
        this.host = host;
        this.state = state;
        this.scratch = scratch;
        this.bounds = bounds;
    }

    /** What a chunk held. */
    record Content(Place place, Chunk chunk, ChunkReader.Read read) {}

    /**
     * Recordings of this host's JVMs, living and dead, and those that a user names.
     *
     * @param given files and folders
     * @param findOthers whether those of this host are looked for
     * @throws IOException if one of the paths that were given cannot be read at all
     */
    public Recordings read(Sought sought, List<Path> given, boolean findOthers) throws IOException {
        try (RecordingFinder finder = new RecordingFinder(host, state, gaps)) {
            finder.given(given);
            if (findOthers) {
                find(finder, sought);
            }
            return read(sought, finder.places());
        }
    }

    private void find(RecordingFinder finder, Sought sought) {
        try {
            Watchdog.call(() -> finder.find(sought.processes(), sought.uids()), bounds.time());
        } catch (IOException e) {
            gaps.failed("", "looking for them: " + e.getMessage());
        }
    }

    private Recordings read(Sought sought, List<Place> places) throws IOException {
        if (places.isEmpty()) {
            return new Recordings(List.of(), gaps.all());
        }
        long deadline = System.nanoTime() + bounds.time().toNanos();
        List<Content> contents = new ArrayList<>();
        Set<Place> incomplete = new HashSet<>();
        List<Candidate> candidates = Candidate.byTurns(candidates(places, sought, deadline));
        Path copies = Files.createTempDirectory(scratch, "semtrail-");
        try {
            read(candidates, copies, deadline, contents, incomplete);
        } finally {
            sweep(copies);
        }
        List<JvmRecording> jvms = new JvmGroups(host, sought, gaps).of(contents, incomplete);
        places.stream().filter(p -> p.isEmpty() && !isElsewhere(p, jvms)).forEach(this::tellEmpty);
        return new Recordings(jvms, gaps.all());
    }

    /** What a reader that was left behind is still at stays until the end of this program, and is no failure. */
    private static void sweep(Path copies) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(copies)) {
            for (Path copy : left) {
                Files.deleteIfExists(copy);
            }
            Files.deleteIfExists(copies);
        } catch (IOException | DirectoryIteratorException e) {
            copies.toFile().deleteOnExit();
        }
    }

    private List<Candidate> candidates(List<Place> places, Sought sought, long deadline) {
        List<Candidate> candidates = new ArrayList<>();
        Set<Long> hung = new HashSet<>();
        for (Place place : places) {
            // JFR makes the file of a dump when it starts, and fills it when it ends.
            for (Place.Source file :
                    place.files().stream().filter(f -> f.size() > 0).toList()) {
                if (hung.contains(place.owner())) {
                    continue;
                }
                try {
                    Chunk.Walk walk = Watchdog.call(() -> walk(file), left(deadline));
                    if (walk.stopped() != null) {
                        gaps.failed(place.label(), file.name() + ": " + walk.stopped());
                    }
                    walk.chunks().forEach(c -> candidates.add(new Candidate(place, file, c, sought.concerns(c))));
                } catch (IOException e) {
                    gaps.failed(place.label(), file.name() + ": " + e.getMessage());
                    if (e instanceof Watchdog.TooSlow) {
                        hung.add(place.owner());
                    }
                }
            }
        }
        return candidates;
    }

    /** A JVM whose recording others started keeps its chunks in their place. */
    private static boolean isElsewhere(Place place, List<JvmRecording> jvms) {
        Place.Named named = place.named();
        return named != null
                && jvms.stream()
                        .map(JvmRecording::status)
                        .anyMatch(s -> s != null && s.pid() == named.pid() && s.startTicks() == named.startTicks());
    }

    private void tellEmpty(Place place) {
        gaps.failed(
                place.label(),
                place.label() + ": nothing is in it: its JVM was killed before its first flush, or has just begun");
    }

    private static Chunk.Walk walk(Place.Source file) throws IOException {
        try (SeekableByteChannel channel = file.open()) {
            return Chunk.walk(channel);
        }
    }

    private void read(
            List<Candidate> candidates, Path copies, long deadline, List<Content> contents, Set<Place> incomplete) {
        Map<JvmStack, JvmStack> stacks = new HashMap<>();
        Map<Place, List<Candidate>> left = new LinkedHashMap<>();
        Set<Long> hung = new HashSet<>();
        Map<Place, Instant> foreign = new HashMap<>();
        long bytes = 0;
        int events = 0;
        for (Candidate c : candidates) {
            if (!c.chunk().end().isAfter(foreign.getOrDefault(c.place(), Instant.MIN))) {
                continue;
            }
            boolean room = bytes + c.chunk().size() <= bounds.bytes() && events < bounds.events();
            if (!room || System.nanoTime() > deadline || hung.contains(c.place().owner())) {
                left.computeIfAbsent(c.place(), p -> new ArrayList<>()).add(c);
                continue;
            }
            try {
                int most = bounds.events() - events;
                ChunkReader.Read read = Watchdog.call(() -> read(c, copies, stacks, most), left(deadline));
                if (read == null) {
                    // Event types are never forgotten: what is older has none of ours either.
                    foreign.merge(c.place(), c.chunk().end(), (a, b) -> a.isAfter(b) ? a : b);
                } else {
                    bytes += c.chunk().size();
                    events += read.events().size();
                    contents.add(new Content(c.place(), c.chunk(), read));
                    tell(c, read);
                }
            } catch (IOException e) {
                gaps.failed(c.place().label(), c.file().name() + ": " + e.getMessage());
                incomplete.add(c.place());
                if (e instanceof Watchdog.TooSlow) {
                    hung.add(c.place().owner());
                }
            }
        }
        left.forEach((place, chunks) -> gaps.failed(place.label(), leftOut(place, chunks)));
        incomplete.addAll(left.keySet());
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(50_000_000L, deadline - System.nanoTime()));
    }

    /** Null where nothing of ours is in it. */
    private static ChunkReader.Read read(Candidate c, Path copies, Map<JvmStack, JvmStack> stacks, int most)
            throws IOException {
        try (SeekableByteChannel channel = c.file().open()) {
            if (!ChunkCopy.hasOurs(channel, c.chunk())) {
                return null;
            }
            Path copy = Files.createTempFile(copies, "chunk-", ".jfr");
            try {
                ChunkCopy.copy(channel, c.chunk(), copy);
                return new ChunkReader(stacks, most).read(copy);
            } finally {
                Files.deleteIfExists(copy);
            }
        }
    }

    private void tell(Candidate c, ChunkReader.Read read) {
        String where = c.file().name() + ": ";
        if (read.flaw() != null) {
            gaps.failed(
                    c.place().label(), where + "damaged after " + read.events().size() + " events: " + read.flaw());
        }
        if (read.torn() > 0) {
            gaps.failed(
                    c.place().label(),
                    where + read.torn() + " events could not be understood: written by an agent of another version?");
        }
        if (read.left() > 0) {
            gaps.failed(c.place().label(), where + read.left() + " events were left out: more than " + bounds.events());
        }
    }

    private String leftOut(Place place, List<Candidate> chunks) {
        Instant from = chunks.stream()
                .map(c -> c.chunk().start())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant to = chunks.stream()
                .map(c -> c.chunk().end())
                .max(Instant::compareTo)
                .orElseThrow();
        long size = chunks.stream().mapToLong(c -> c.chunk().size()).sum();
        return place.label() + ": " + chunks.size() + " chunk(s), " + (size >> 20) + " MiB, from " + from + " to " + to
                + ", were not read: at most " + (bounds.bytes() >> 20) + " MiB, " + bounds.events()
                + " events and " + bounds.time().toSeconds() + " s for all recordings";
    }
}
