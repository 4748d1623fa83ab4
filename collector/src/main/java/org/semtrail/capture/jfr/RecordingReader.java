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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.Kernel;

/**
 * Reads recordings within bounds: first the chunks that cover the times asked for, then the newest, by turns for each
 * owner, so that nobody's heap of files hides those of others. What was left out is told.
 */
public final class RecordingReader {
    private final HostRoot host;
    private final Path state;
    private final Path scratch;
    private final Optional<Kernel> kernel;
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
     * @param kernel native calls, where they can be had: what a JVM has open is then pinned before it is looked at
     */
    public RecordingReader(HostRoot host, Path state, Path scratch, Optional<Kernel> kernel, Bounds bounds) {
        this.host = host;
        this.state = state;
        this.scratch = scratch;
        this.kernel = kernel;
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
        try (RecordingFinder finder = new RecordingFinder(host, state, kernel, gaps)) {
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
        List<Candidate> candidates = Candidate.byTurns(candidates(places, sought));
        Path copies = Files.createTempDirectory(scratch, "semtrail-");
        try {
            Shares shares = new Shares(
                    bounds,
                    Duration.ofNanos(deadline - System.nanoTime()),
                    candidates.stream().map(c -> c.place().owner()).distinct().count());
            read(candidates, shares, copies, contents, incomplete);
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

    private List<Candidate> candidates(List<Place> places, Sought sought) {
        List<Candidate> candidates = new ArrayList<>();
        Shares shares = new Shares(
                bounds,
                bounds.time().dividedBy(2),
                places.stream().map(Place::owner).distinct().count());
        for (Place place : places) {
            // JFR makes the file of a dump when it starts, and fills it when it ends.
            for (Place.Source file :
                    place.files().stream().filter(f -> f.size() > 0).toList()) {
                if (!shares.hasTime(place.owner(), true)) {
                    gaps.failed(
                            place.label(),
                            place.label() + ": more files of uid " + place.owner()
                                    + " than could be looked at in its share of the time");
                    break;
                }
                long since = System.nanoTime();
                try {
                    Chunk.Walk walk = Watchdog.call(() -> walk(file), shares.patience(place.owner(), true));
                    if (walk.stopped() != null) {
                        gaps.failed(place.label(), file.name() + ": " + walk.stopped());
                    }
                    walk.chunks().forEach(c -> candidates.add(new Candidate(place, file, c, sought.concerns(c))));
                } catch (IOException e) {
                    gaps.failed(place.label(), file.name() + ": " + e.getMessage());
                }
                shares.spent(place.owner(), since);
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
            List<Candidate> candidates, Shares shares, Path copies, List<Content> contents, Set<Place> incomplete) {
        Pass first = new Pass(copies, shares, true, contents, incomplete);
        candidates.forEach(first::read);
        Pass second = new Pass(copies, shares, false, contents, incomplete);
        first.left.forEach(second::read);
        Map<Place, List<Candidate>> left = second.left.stream()
                .collect(Collectors.groupingBy(Candidate::place, LinkedHashMap::new, Collectors.toList()));
        left.forEach((place, chunks) -> gaps.failed(place.label(), leftOut(place, chunks)));
        incomplete.addAll(left.keySet());
    }

    /** Each owner's equal share first; then, of what is left, whatever there is room for. */
    private final class Pass {
        private final Path copies;
        private final Shares shares;
        private final boolean equal;
        private final List<Content> contents;
        private final Set<Place> incomplete;
        private final List<Candidate> left = new ArrayList<>();
        private final Map<Place, Instant> foreign = new HashMap<>();
        // A reader that was left behind may still be at it.
        private final Map<JvmStack, JvmStack> stacks = new ConcurrentHashMap<>();

        Pass(Path copies, Shares shares, boolean equal, List<Content> contents, Set<Place> incomplete) {
            this.copies = copies;
            this.shares = shares;
            this.equal = equal;
            this.contents = contents;
            this.incomplete = incomplete;
        }

        void read(Candidate c) {
            long owner = c.place().owner();
            if (!c.chunk().end().isAfter(foreign.getOrDefault(c.place(), Instant.MIN))) {
                return;
            }
            if (!shares.hasTime(owner, equal)
                    || !shares.hasRoom(owner, c.chunk().size(), equal)) {
                left.add(c);
                return;
            }
            long since = System.nanoTime();
            try {
                int most = shares.events(owner, equal);
                keep(
                        c,
                        Watchdog.call(
                                () -> RecordingReader.read(c, copies, stacks, most), shares.patience(owner, equal)));
            } catch (IOException e) {
                if (equal && e instanceof Watchdog.TooSlow) {
                    left.add(c);
                } else {
                    gaps.failed(c.place().label(), c.file().name() + ": " + e.getMessage());
                    incomplete.add(c.place());
                }
            }
            shares.spent(owner, since);
        }

        private void keep(Candidate c, ChunkReader.Read read) {
            if (read == null) {
                // Event types are never forgotten: what is older has none of ours either.
                foreign.merge(c.place(), c.chunk().end(), (a, b) -> a.isAfter(b) ? a : b);
            } else if (equal && read.left() > 0) {
                left.add(c);
            } else {
                shares.kept(c.place().owner(), c.chunk().size(), read.events().size());
                contents.add(new Content(c.place(), c.chunk(), read));
                tell(c, read);
            }
        }
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
        return place.label() + ": " + Amount.of(chunks.size(), "chunk") + ", " + (size >> 20) + " MiB, from " + from
                + " to " + to
                + ", were not read: at most " + (bounds.bytes() >> 20) + " MiB, " + bounds.events()
                + " events and " + bounds.time().toSeconds() + " s for all recordings";
    }
}
