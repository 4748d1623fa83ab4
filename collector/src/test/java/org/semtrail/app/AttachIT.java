package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shaded agent is loaded by the shaded collector into JVMs that run. */
class AttachIT {
    private static final Path AGENT =
            Path.of("../agent/target/semtrail-agent.jar").toAbsolutePath().normalize();
    private static final Path JAVA = java(Path.of(System.getProperty("java.home")));

    @TempDir
    private Path folder;

    private Process jvm;

    /** What a command left behind. */
    private record Ran(int exit, String out, String err) {}

    static Stream<Path> javas() {
        return Stream.concat(Stream.of(JAVA), newest().stream());
    }

    @AfterEach
    void endOfTheJvm() throws InterruptedException {
        if (jvm != null) {
            jvm.descendants().forEach(ProcessHandle::destroyForcibly);
            jvm.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void saysWhatIsNotSeenAndASecondTimeChangesOptionsOnly(Path java) throws Exception {
        start(List.of(java.toString()));
        Ran first = attach();
        assertEquals(0, first.exit(), first.err());
        assertTrue(first.out().contains("the agent is loaded"), first.out());
        assertTrue(first.out().contains("not seen: calls through JNR-FFI"), first.out());
        Ran second = attach("threshold=1ms,maxage=1h");
        assertEquals(0, second.exit(), second.err());
        assertTrue(second.out().contains("taken: threshold=1ms\n"), second.out());
        assertTrue(
                second.out().contains("not taken, for they count only when the agent starts: maxage=1h"), second.out());
        assertTrue(jvm.isAlive());
    }

    @Test
    void wrongOptionsAreBadInputAndTheJvmRunsOn() throws Exception {
        start(List.of(JAVA.toString()));
        Ran ran = attach("no-such=1");
        assertEquals(3, ran.exit(), ran.err());
        assertTrue(ran.err().contains("there is no option no-such=1; options are "), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(jvm.isAlive());
        assertEquals(0, attach().exit(), "the right ones are taken afterwards");
    }

    @Test
    void aJvmThatRefusesIsSaidSo() throws Exception {
        start(List.of(JAVA.toString(), "-XX:+DisableAttachMechanism"));
        Ran ran = attach();
        assertEquals(4, ran.exit());
        assertTrue(ran.err().contains("DisableAttachMechanism"), ran.err());
        String told =
                new String(jvm.getInputStream().readNBytes(jvm.getInputStream().available()), StandardCharsets.UTF_8);
        assertTrue(told.split("Full thread dump", -1).length - 1 <= 2, "it answers each signal by all its stacks");
        assertTrue(jvm.isAlive());
    }

    @Test
    void aProcessThatIsNoJvmIsSaidSoAndNotHarmed() throws Exception {
        jvm = new ProcessBuilder("sleep", "60").start();
        Ran ran = attach();
        assertEquals(4, ran.exit(), ran.err());
        assertTrue(jvm.isAlive(), "the attach protocol's SIGQUIT ends who does not expect it");
    }

    @Test
    void noSuchProcessAndNoSuchJarAreBadInput() throws Exception {
        assertEquals(3, run(List.of("attach", "4194304")).exit());
        start(List.of(JAVA.toString()));
        Ran ran = attach("", "--agent", folder.resolve("none.jar").toString());
        assertEquals(3, ran.exit());
        assertTrue(ran.err().contains("none.jar"), ran.err());
        Path renamed = Files.copy(AGENT, folder.resolve("renamed.jar"));
        Ran other = attach("", "--agent", renamed.toString());
        assertEquals(3, other.exit());
        assertTrue(other.err().contains("must keep its name"), other.err());
    }

    @Test
    void withAPrivateTmpTheJarIsBroughtThereAndNoLinkIsFollowed() throws Exception {
        assumeTrue(isRoot(), "needs root");
        Path outside = Files.writeString(folder.resolve("outside"), "untouched");
        Path classes = idle();
        startWords(List.of(
                "unshare",
                "--mount",
                "sh",
                "-ec",
                "mount -t tmpfs none /mnt; cp \"$1\"/Idle.class /mnt; mount -t tmpfs none /tmp;"
                        + " ln -s \"$0\" /tmp/semtrail-agent.jar; cd /; exec \"$2\" -cp /mnt Idle",
                outside.toString(),
                classes.toString(),
                JAVA.toString()));
        Ran ran = attach();
        assertEquals(0, ran.exit(), ran.err());
        assertEquals("untouched", Files.readString(outside));
        Path tmp = Path.of("/proc/" + jvm.pid() + "/root/tmp");
        try (Stream<Path> left = Files.list(tmp)) {
            assertEquals(
                    List.of(),
                    left.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("semtrail-") && !name.equals("semtrail-agent.jar"))
                            .toList());
        }
        assertTrue(jvm.isAlive());
    }

    @Test
    void inAPidNamespaceOfItsOwnToo() throws Exception {
        assumeTrue(isRoot(), "needs root");
        start(List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child", JAVA.toString()));
        long inside = jvm.descendants().findFirst().orElseThrow().pid();
        Ran ran = run(List.of("attach", String.valueOf(inside), "--agent", AGENT.toString()));
        assertEquals(0, ran.exit(), ran.err());
    }

    @Test
    void anotherUserMayNotAndTheJvmRunsOn() throws Exception {
        assumeTrue(isRoot(), "needs root, to be somebody else");
        start(List.of(JAVA.toString()));
        Path jar = Files.copy(Path.of("target/semtrail.jar"), folder.resolve("semtrail.jar"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", JAVA.toString());
        List<String> words = new ArrayList<>(nobody);
        Path agent = Files.copy(AGENT, folder.resolve("semtrail-agent.jar"));
        words.addAll(List.of("-jar", jar.toString(), "attach", String.valueOf(jvm.pid()), "--agent", agent.toString()));
        Ran ran = runWords(words);
        assertEquals(4, ran.exit(), ran.err());
        assertTrue(ran.err().contains("may not be looked into; try as root"), ran.err());
        assertTrue(jvm.isAlive());
    }

    /** A JVM that runs until it is ended; it says a line when it runs. */
    private void start(List<String> java) throws IOException {
        List<String> words = new ArrayList<>(java);
        words.addAll(List.of("-cp", idle().toString(), "Idle"));
        startWords(words);
    }

    private void startWords(List<String> words) throws IOException {
        jvm = new ProcessBuilder(words)
                .redirectError(folder.resolve("jvm.err").toFile())
                .start();
        assertEquals('1', jvm.getInputStream().read(), () -> read("jvm.err"));
    }

    private Path idle() throws IOException {
        Path program = Files.writeString(
                folder.resolve("Idle.java"),
                "class Idle { public static void main(String[] a) throws Exception {"
                        + " System.out.println(1); Thread.sleep(600_000); } }");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        assertEquals(0, javac.run(null, null, null, "--release", "17", "-d", classes.toString(), program.toString()));
        return classes;
    }

    private Ran attach(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("attach", String.valueOf(jvm.pid())));
        words.addAll(List.of(arguments));
        if (!words.contains("--agent")) {
            words.addAll(List.of("--agent", AGENT.toString()));
        }
        words.remove("");
        return run(words);
    }

    private Ran run(List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(JAVA.toString(), "-jar", "target/semtrail.jar"));
        words.addAll(arguments);
        return runWords(words);
    }

    private Ran runWords(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), words.toString());
        return new Ran(process.exitValue(), read("out"), read("err"));
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static Path java(Path home) {
        return home.resolve("bin/java");
    }

    private static Optional<Path> newest() {
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            return homes.filter(home -> home.getFileName().toString().contains("25"))
                    .map(AttachIT::java)
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
