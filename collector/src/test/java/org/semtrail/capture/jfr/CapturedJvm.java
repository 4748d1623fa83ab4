package org.semtrail.capture.jfr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.RecordingReader.Bounds;

/** A host with nothing but recordings that a real JVM left, see resources/jfr/capture. */
final class CapturedJvm {
    /** As the agent of killed.jfr names it. */
    static final String ENTRY = "7-327602";

    /** As that of finished.jfr does. */
    static final String FINISHED = "42-328228";

    private final Path root;

    /** @param root an empty folder */
    CapturedJvm(Path root) {
        this.root = root;
    }

    Path state() {
        return root.resolve("state");
    }

    Path folder(String entry) throws IOException {
        return Files.createDirectories(state().resolve("jvm").resolve(entry));
    }

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = CapturedJvm.class.getResourceAsStream("/jfr/" + name)) {
            return in.readAllBytes();
        }
    }

    Path put(String entry, String file, byte[] content) throws IOException {
        return Files.write(folder(entry).resolve(file), content);
    }

    /** The same chunk as if another JVM had written it that many seconds later: chunks are known by their start. */
    static byte[] later(byte[] chunk, long seconds) {
        byte[] moved = chunk.clone();
        ByteBuffer header = ByteBuffer.wrap(moved);
        header.putLong(32, header.getLong(32) + seconds * 1_000_000_000L);
        return moved;
    }

    Recordings read() throws IOException {
        return read(new Bounds(64 << 20, 100_000, Duration.ofSeconds(20)));
    }

    Recordings read(Bounds bounds, long... times) throws IOException {
        return reader(bounds).read(new Sought(List.of(), true, Set.of(), times), List.of(), true);
    }

    RecordingReader reader(Bounds bounds) {
        return new RecordingReader(new HostRoot(root), state(), root, Optional.empty(), bounds);
    }

    static <T> List<T> events(Recordings recordings, Class<T> kind) {
        return recordings.jvms().stream()
                .flatMap(jvm -> jvm.events().stream())
                .flatMap(e -> kind.isInstance(e) ? Stream.of(kind.cast(e)) : Stream.of())
                .toList();
    }

    static long sets(Recordings recordings) {
        return events(recordings, SemGet.class).stream()
                .filter(get -> !get.call().failed())
                .count();
    }
}
