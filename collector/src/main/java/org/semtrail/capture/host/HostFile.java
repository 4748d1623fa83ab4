package org.semtrail.capture.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of one small file of the host, or why there is none. Never throws, never reads without end, and never blocks
 * on a pipe that somebody put where a file should be.
 *
 * @param text what was read, bytes that are no UTF-8 replaced; null where {@code unseen} says why
 * @param unseen what is missing; also present beside a text that was cut
 */
record HostFile(String text, Optional<Unseen> unseen) {
    /** More than any configuration has; what is beyond is somebody's accident or attack. */
    private static final int MOST = 1 << 20;

    /** Room for each of 32 768 rows of a kernel table. */
    private static final int MOST_TABLE = 16 << 20;

    static HostFile read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return none(Unseen.failed(file.toString(), "not a regular file"));
        }
        return stream(file, MOST);
    }

    /** A table of the kernel, which may be longer than a configuration. */
    static HostFile table(Path file) {
        return stream(file, MOST_TABLE);
    }

    /** For a path that a person named: pipes and devices are what they meant. */
    static HostFile given(Path file) {
        return stream(file, MOST);
    }

    private static HostFile stream(Path file, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(most), StandardCharsets.UTF_8);
            Optional<Unseen> cut = in.read() < 0
                    ? Optional.empty()
                    : Optional.of(Unseen.failed(
                            file.toString(), "longer than " + (most >> 20) + " MiB: only the beginning was read"));
            return new HostFile(text, cut);
        } catch (IOException e) {
            return none(unseen(file.toString(), e));
        }
    }

    /** What an exception of the file system says about a thing that was to be read. */
    static Unseen unseen(String what, IOException e) {
        if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
            return Unseen.absent(what, "does not exist");
        }
        if (e instanceof AccessDeniedException) {
            return Unseen.denied(what, "permission denied; root may read it");
        }
        return Unseen.failed(what, e.getMessage() == null ? e.toString() : e.getMessage());
    }

    private static HostFile none(Unseen why) {
        return new HostFile(null, Optional.of(why));
    }

    boolean isAbsent() {
        return unseen.filter(u -> u.kind() == Unseen.Kind.ABSENT).isPresent();
    }
}
