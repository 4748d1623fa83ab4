package org.semtrail.agent.bind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.semtrail.agent.jvm.Jdk;

/** The test programs that need a newer Java than the build has: compiled when the tests run. */
final class FfmPrograms {
    private static final Path SOURCES = Path.of("src/test/ffm");
    private static final Path CLASSES = Path.of("target/test-ffm");
    private static boolean done;

    private FfmPrograms() {}

    /** The folder of their classes. Ends the test as skipped where there is no JDK for them. */
    static synchronized Path compiled() {
        Path javac = Jdk.JDK_25.home().resolve("bin/javac");
        try {
            if (!done) {
                compile(javac);
                done = true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return CLASSES.toAbsolutePath();
    }

    private static void compile(Path javac) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(javac.toString(), "--release", "22", "-d", CLASSES.toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(command::add);
        }
        Path log = Files.createTempFile("semtrail-javac", ".log");
        Process compiler = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (compiler.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(log));
        }
        Files.delete(log);
    }
}
