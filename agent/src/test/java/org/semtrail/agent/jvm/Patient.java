package org.semtrail.agent.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Assumptions;

/** A JVM that runs a program to its end, with or without the agent, in an IPC namespace of its own. */
public final class Patient {
    private static final long LONGEST_SECONDS = 120;

    private final Jdk jdk;
    private final List<String> jvmOptions = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");
    private String agentOptions;

    public Patient(Jdk jdk) {
        this.jdk = jdk;
    }

    /** The shaded jar, as users get it. */
    public static Path agentJar() {
        return Path.of("target/semtrail-agent.jar").toAbsolutePath();
    }

    /** With the agent; its recordings are found in {@link Run}. */
    public Patient withAgent(String options) {
        agentOptions = options;
        return this;
    }

    public Patient withJvmOptions(String... options) {
        jvmOptions.addAll(List.of(options));
        return this;
    }

    public Patient withClassPath(String path) {
        classPath = path;
        return this;
    }

    public Run run(String mainClass, String... arguments) throws IOException, InterruptedException {
        assumeNamespaces();
        Path folder = Files.createTempDirectory("semtrail-agent-it");
        List<String> command = new ArrayList<>(List.of("unshare", "--ipc", "--"));
        command.add(jdk.home().resolve("bin/java").toString());
        if (agentOptions != null) {
            command.add("-javaagent:" + agentJar() + "=dir=" + folder.resolve("jvm")
                    + (agentOptions.isEmpty() ? "" : "," + agentOptions));
        }
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    command + " still runs; its output: " + Files.readString(out) + Files.readString(err));
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err), folder.resolve("jvm"));
    }

    /** Ends the test as skipped where it may not make a namespace. */
    public static void assumeNamespaces() throws IOException, InterruptedException {
        Process unshare = new ProcessBuilder("unshare", "--ipc", "--", "true")
                .redirectErrorStream(true)
                .start();
        Assumptions.assumeTrue(unshare.waitFor() == 0, "no IPC namespace can be made here: needs root");
    }

    /** What a finished JVM left: its output, and its recordings below a directory. */
    public record Run(int exit, String out, String err, Path recordings) {
        /** The events of the recording that was written at the end, in the order of their start. */
        public List<RecordedEvent> events() throws IOException {
            try (Stream<Path> files = Files.walk(recordings)) {
                Path file = files.filter(path -> path.endsWith("exit.jfr"))
                        .findFirst()
                        .orElseThrow();
                return RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().startsWith("org.semtrail."))
                        .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
                        .toList();
            }
        }

        /** The calls that became events of their own. */
        public List<RecordedEvent> calls() throws IOException {
            return events().stream()
                    .filter(event -> event.hasField("virtualThread"))
                    .toList();
        }
    }
}
