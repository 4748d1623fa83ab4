package org.semtrail.agent.emit;

import java.io.File;
import java.nio.file.Path;

/** Watches how much room the file system of a directory has for this user. */
final class FreeSpace {
    private static final long LEAST = 32L << 20;
    private static final long USUAL = 512L << 20;
    /** Of a small file system this part is left. */
    private static final int SHARE = 20;

    private final File directory;
    private final long floor;

    FreeSpace(Path directory) {
        this.directory = directory.toFile();
        this.floor = Math.max(LEAST, Math.min(USUAL, this.directory.getTotalSpace() / SHARE));
    }

    /** A directory that is gone says 0 as well: JFR removes its own while the JVM ends. */
    boolean isLow() {
        return directory.getUsableSpace() < floor && directory.exists();
    }

    boolean isAmple() {
        return directory.getUsableSpace() > 2 * floor;
    }

    @Override
    public String toString() {
        return (directory.getUsableSpace() >> 20) + " MiB are free at " + directory + ", " + (floor >> 20) + " must be";
    }
}
