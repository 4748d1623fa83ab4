package org.semtrail.program;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Namespaces of their own in which a script lets puppets play, JVMs with the real agent; what it writes is in a folder. */
public final class PuppetStage {
    private static final Path AGENT =
            Path.of("../agent/target/semtrail-agent.jar").toAbsolutePath();
    private static final List<String> NAMESPACES =
            List.of("unshare", "--ipc", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-c");

    private final Path out;

    public PuppetStage(Path out) {
        this.out = out;
    }

    /** Why nothing can be played here; empty where it can. */
    public static Optional<String> obstacle() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("needs root to make namespaces");
        }
        return Files.exists(AGENT) ? Optional.empty() : Optional.of("needs the agent: mvn -pl agent package");
    }

    /** Plays to the end, which is when that file is there. */
    public void play(String script, Path jar, String last, int seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(NAMESPACES);
        command.add(script);
        ProcessBuilder run = new ProcessBuilder(command);
        run.environment()
                .putAll(Map.of(
                        "OUT", out.toString(),
                        "JAVA",
                                Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString(),
                        "JAR", jar.toString(),
                        "AGENT", AGENT.toString(),
                        "PUPPET", Path.of("target/test-classes").toAbsolutePath() + ":" + jar,
                        "LC_ALL", "C"));
        run.redirectErrorStream(true).redirectOutput(out.resolve("log").toFile());
        Process playing = run.start();
        boolean ended = playing.waitFor(seconds, TimeUnit.SECONDS);
        playing.destroyForcibly().waitFor();
        assertTrue(
                ended && Files.exists(out.resolve(last)),
                () -> text("log") + text("err") + text("puppets") + text("puppet.err"));
    }

    /** What a file says; nothing where it is not there. */
    public String text(String name) {
        try {
            return Files.readString(out.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
