package org.semtrail.agent.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Folders that are gone when the tests end; other users may be let in, which a folder of JUnit's does not allow. */
public final class Scratch {
    private static final Queue<Path> FOLDERS = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> FOLDERS.forEach(Scratch::delete)));
    }

    private Scratch() {}

    public static Path folder(String name) throws IOException {
        Path folder = Files.createTempDirectory("semtrail-" + name);
        FOLDERS.add(folder);
        return folder;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException gone) {
            // There is nothing to clean up then.
        }
    }
}
