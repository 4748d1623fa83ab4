package org.semtrail.agent.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A JDK to start programs with: the one of the build, and 25 where it is found. */
public enum Jdk {
    OF_THE_BUILD,
    JDK_25;

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    /** Ends the test as skipped where it is not there. */
    public Path home() {
        if (this == OF_THE_BUILD) {
            return Path.of(System.getProperty("java.home"));
        }
        Optional<Path> found = find();
        Assumptions.assumeTrue(
                found.isPresent(), "no JDK 25: neither SEMTRAIL_JDK25 nor " + INSTALLED + "/*25* is a JDK");
        return found.orElseThrow();
    }

    private static Optional<Path> find() {
        String named = System.getenv("SEMTRAIL_JDK25");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Jdk::isJdk);
        }
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            List<Path> fitting = homes.filter(
                            home -> home.getFileName().toString().contains("25"))
                    .filter(Jdk::isJdk)
                    .sorted()
                    .toList();
            return fitting.stream().findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJdk(Path home) {
        return Files.isExecutable(home.resolve("bin/java"));
    }

    public boolean isAtLeast22() {
        return this == JDK_25;
    }
}
