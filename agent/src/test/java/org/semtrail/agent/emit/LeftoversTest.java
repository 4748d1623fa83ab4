package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    private static final long NOW = TimeUnit.DAYS.toSeconds(20_000);
    private static final long DAY = TimeUnit.DAYS.toSeconds(1);
    private static final long HOUR = TimeUnit.HOURS.toSeconds(1);

    @TempDir
    private Path parent;

    private int uid;

    @BeforeEach
    void whoWeAre() throws IOException {
        uid = (Integer) Files.getAttribute(parent, "unix:uid");
    }

    @Test
    void whatTheDeadLeftLongAgoGoesWithItsFolders() throws IOException {
        left("1-100", 3 * DAY, 10);
        left("2-100", 2 * HOUR, 10);
        clear(uid, DAY, 1000);
        assertEquals("2-100", names());
    }

    @Test
    void whatALivingJvmHasStays() throws IOException {
        left("7-100", 3 * DAY, 10);
        left("7-99", 3 * DAY, 10);
        clear(uid, DAY, 1000);
        assertEquals("7-100", names());
    }

    @Test
    void theOldestGoWhereTheyAreTooMuchTogether() throws IOException {
        left("1-100", 4 * HOUR, 400);
        left("2-100", 3 * HOUR, 400);
        left("3-100", 2 * HOUR, 400);
        clear(uid, DAY, 1000);
        assertEquals("2-100 3-100", names());
    }

    @Test
    void whatWasWrittenJustNowStaysHoweverMuchItIs() throws IOException {
        left("1-100", 60, 4000);
        clear(uid, 1, 1000);
        assertEquals("1-100", names());
    }

    @Test
    void whatIsOthersOrNoRecordingStays() throws IOException {
        left("1-100", 3 * DAY, 10);
        left("notes", 3 * DAY, 10);
        clear(uid + 1, DAY, 1000);
        assertEquals("1-100 notes", names());
        clear(uid, DAY, 1000);
        assertEquals("notes", names());
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path kept = Files.createFile(elsewhere.resolve("kept"));
        Files.createSymbolicLink(parent.resolve("1-100"), elsewhere);
        left("2-100", 3 * DAY, 10);
        Files.createSymbolicLink(parent.resolve("2-100/link"), elsewhere);
        age(parent.resolve("2-100"), 3 * DAY);
        Files.setLastModifiedTime(kept, at(3 * DAY));
        clear(uid, DAY, 0);
        assertTrue(Files.exists(kept));
        assertTrue(Files.isSymbolicLink(parent.resolve("1-100")));
    }

    private void left(String name, long seconds, int size) throws IOException {
        Path inner = Files.createDirectories(parent.resolve(name).resolve("2026_01_01"));
        Files.write(inner.resolve("chunk.jfr"), new byte[size]);
        age(parent.resolve(name), seconds);
    }

    private static void age(Path folder, long seconds) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                Files.setLastModifiedTime(each, at(seconds));
            }
        }
    }

    private static FileTime at(long secondsAgo) {
        return FileTime.from(NOW - secondsAgo, TimeUnit.SECONDS);
    }

    private void clear(int ours, long maxAge, long maxSize) throws IOException {
        Map<Integer, Long> alive = Map.of(7, 100L);
        new Leftovers(parent, ours, pid -> alive.getOrDefault(pid, -1L), NOW).clear(maxAge, maxSize);
    }

    private String names() throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all
                    .map(path -> path.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .collect(Collectors.joining(" "));
        }
    }
}
