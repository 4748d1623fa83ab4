package org.semtrail.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what is unpacked, gone with all that is in it when its use ends or the program is told to end. */
final class Scratch implements AutoCloseable {
    private final Path folder;
    private final Thread atExit = new Thread(this::sweep, "sweep");

    Scratch() throws IOException {
        folder = Files.createTempDirectory("semtrail-");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    Path folder() {
        return folder;
    }

    /** A reader that was left behind may still be at it: what is left then goes at the exit. */
    @Override
    public void close() {
        sweep();
        if (Files.notExists(folder)) {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private void sweep() {
        List<Path> left = List.of();
        try (Stream<Path> all = Files.walk(folder)) {
            left = all.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            // Somebody else sweeps, too.
        }
        for (Path path : left) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Something was added to it meanwhile.
            }
        }
    }
}
