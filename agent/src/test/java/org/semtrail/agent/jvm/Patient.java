package org.semtrail.agent.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A JVM that runs a program to its end, with or without the agent, in an IPC namespace of its own. */
public final class Patient {
    private final Jdk jdk;
    private final List<String> jvmOptions = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");
    private final List<String> optionsBefore = new ArrayList<>();
    private Path javaHome;
    private final List<String> wrapper = new ArrayList<>();
    private Path agentJar = agentJar();
    private String agentOptions;
    private boolean ownPlace = true;

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

    /** Words before the command, as those of setpriv, that run it in another way. */
    public Patient through(String... words) {
        wrapper.addAll(List.of(words));
        return this;
    }

    /** Another agent jar than that of the build. */
    public Patient withAgentJar(Path jar) {
        agentJar = jar;
        return this;
    }

    /** Options that stand before the agent. */
    public Patient withJvmOptionsBefore(String... options) {
        optionsBefore.addAll(List.of(options));
        return this;
    }

    /** Another JVM than those of {@link Jdk}. */
    public Patient withJavaHome(Path home) {
        javaHome = home;
        return this;
    }

    /** Recordings are kept where the agent itself thinks best, not in a folder of the test. */
    public Patient withDefaultPlace() {
        ownPlace = false;
        return this;
    }

    public Run run(String mainClass, String... arguments) throws IOException, InterruptedException {
        try (Running running = start(mainClass, arguments)) {
            return running.end();
        }
    }

    public Running start(String mainClass, String... arguments) throws IOException, InterruptedException {
        assumeNamespaces();
        Path folder = Scratch.folder("agent-it");
        List<String> command = new ArrayList<>(List.of("unshare", "--ipc", "--"));
        command.addAll(wrapper);
        Path home = javaHome == null ? jdk.home() : javaHome;
        command.add(home.resolve("bin/java").toString());
        command.addAll(optionsBefore);
        if (agentOptions != null) {
            command.add("-javaagent:" + agentJar + options(folder));
        }
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        return new Running(command, process, folder);
    }

    /** On a busy machine the recording may take long to begin; the tests are about calls, all of them. */
    private String options(Path folder) {
        String place = ownPlace ? ",dir=" + folder.resolve("jvm") : "";
        return "=wait=1m" + place + (agentOptions.isEmpty() ? "" : "," + agentOptions);
    }

    /** Ends the test as skipped where it may not make a namespace. */
    public static void assumeNamespaces() throws IOException, InterruptedException {
        Process unshare = new ProcessBuilder("unshare", "--ipc", "--", "true")
                .redirectErrorStream(true)
                .start();
        Assumptions.assumeTrue(unshare.waitFor() == 0, "no IPC namespace can be made here: needs root");
    }
}
