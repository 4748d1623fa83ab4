package org.semtrail.agent.bind;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Scratch;

/** The test programs that need a newer Java than the build has: compiled when the tests run. */
final class FfmPrograms {
    static final String PACKAGE = "org.semtrail.agent.patient.";
    static final String MODULE = "semtrail.patient";

    private static final Path SOURCES = Path.of("src/test/ffm");
    private static final Path SCENARIO = Path.of("src/test/java/org/semtrail/agent/patient/Scenario.java");
    private static final Path CLASSES = Path.of("target/test-ffm");
    private static boolean done;

    private FfmPrograms() {}

    /** The folder of their classes. Ends the test as skipped where there is no JDK for them. */
    static synchronized Path compiled() {
        if (!done) {
            List<String> files = sources();
            files.add(SCENARIO.toString());
            compile(CLASSES, files);
            done = true;
        }
        return CLASSES.toAbsolutePath();
    }

    static String classPath() {
        return compiled() + File.pathSeparator + System.getProperty("java.class.path");
    }

    /** The same as a module in a jar, which can be on a module path or on a class path. */
    static Path jar() throws IOException {
        Path folder = Scratch.folder("ffm");
        Path module = Files.writeString(folder.resolve("module-info.java"), "module " + MODULE + " {}");
        List<String> files = sources();
        files.addAll(List.of(SCENARIO.toString(), module.toString()));
        compile(folder.resolve("classes"), files);
        Path jar = folder.resolve("patient.jar");
        call(
                "jar",
                "--create",
                "--file",
                jar.toString(),
                "-C",
                folder.resolve("classes").toString(),
                ".");
        return jar;
    }

    private static List<String> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> names = new ArrayList<>();
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(names::add);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path folder, List<String> files) {
        List<String> arguments = new ArrayList<>(List.of("--release", "22", "-d", folder.toString()));
        arguments.addAll(files);
        call("javac", arguments.toArray(String[]::new));
    }

    /** Runs a tool of the JDK. */
    static void call(String tool, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Jdk.JDK_25.home().resolve("bin").resolve(tool).toString());
        command.addAll(List.of(arguments));
        try {
            Path log = Scratch.folder(tool).resolve("log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(log));
            }
            Files.delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
