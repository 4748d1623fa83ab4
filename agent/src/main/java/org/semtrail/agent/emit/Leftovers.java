package org.semtrail.agent.emit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What JVMs of this user that are gone have left beside this one's directory: kept as long, and in total as much, as the options
 * say of one. Neither other users' nor a living JVM's are touched, nor is a link followed. Where entries cannot be listed, as in
 * the place of all users, nothing is removed.
 */
final class Leftovers {
    private static final Pattern NAME = Pattern.compile("(\\d+)-(\\d+)");
    /** A JVM in another PID namespace seems gone; but see {@link OwnRecording#look}: its directory is never this old. */
    private static final long SILENT_SECONDS = 3600;

    private final Path parent;
    private final int uid;
    private final ProcessTimes processes;
    private final long nowSeconds;

    /** Tells when a process started. */
    interface ProcessTimes {
        /** In ticks since boot; -1 if there is no such process. */
        long startTicks(int pid);
    }

    Leftovers(Path parent, int uid, ProcessTimes processes, long nowSeconds) {
        this.parent = parent;
        this.uid = uid;
        this.processes = processes;
        this.nowSeconds = nowSeconds;
    }

    void clear(long maxAgeSeconds, long maxSizeBytes) throws IOException {
        long left = maxSizeBytes;
        for (Left each : newestFirst()) {
            long silent = nowSeconds - each.lastWritten;
            left -= each.size;
            if (silent > Math.max(maxAgeSeconds, SILENT_SECONDS) || (left < 0 && silent > SILENT_SECONDS)) {
                remove(each.directory);
            }
        }
    }

    private List<Left> newestFirst() throws IOException {
        List<Left> all = new ArrayList<>();
        if (!Files.isReadable(parent)) {
            return all;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                if (isOfTheDead(entry)) {
                    all.add(measured(entry));
                }
            }
        }
        Collections.sort(all, Comparator.comparingLong((Left each) -> -each.lastWritten));
        return all;
    }

    private boolean isOfTheDead(Path entry) throws IOException {
        Matcher name = NAME.matcher(entry.getFileName().toString());
        return name.matches()
                && name.group(1).length() < 10
                && name.group(2).length() < 19
                && isOwnDirectory(entry)
                && processes.startTicks(Integer.parseInt(name.group(1))) != Long.parseLong(name.group(2));
    }

    private boolean isOwnDirectory(Path entry) throws IOException {
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                && (Integer) Files.getAttribute(entry, "unix:uid", LinkOption.NOFOLLOW_LINKS) == uid;
    }

    private static Left measured(Path directory) throws IOException {
        Left left = new Left(directory);
        left.add(directory);
        return left;
    }

    private void remove(Path path) throws IOException {
        if (isOwnDirectory(path)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    remove(entry);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    /** One such directory. */
    private static final class Left {
        private final Path directory;
        private long lastWritten;
        private long size;

        Left(Path directory) {
            this.directory = directory;
        }

        void add(Path path) throws IOException {
            if (Files.isSymbolicLink(path)) {
                return;
            }
            try {
                long seconds = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                                .toMillis()
                        / 1000;
                lastWritten = Math.max(lastWritten, seconds);
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                        for (Path entry : entries) {
                            add(entry);
                        }
                    }
                } else {
                    size += (Long) Files.getAttribute(path, "unix:size", LinkOption.NOFOLLOW_LINKS);
                }
            } catch (NoSuchFileException removedMeanwhile) {
                // Another JVM clears up, too.
            }
        }
    }
}
