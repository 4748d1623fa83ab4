package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.Kernel;
import org.semtrail.capture.host.KernelLoader;
import org.semtrail.report.Json;
import picocli.CommandLine.Command;

/** The limits commands on a captured host: what they print, and with which exit code. */
class LimitsCommandTest {
    @TempDir
    private Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void capturedHost() throws IOException {
        write("proc/sys/kernel/sem", "250\t32000\t32\t128\n");
        write("proc/sys/kernel/shmmax", "18446744073692774399\n");
        write("proc/sysvipc/sem", "key semid perms nsems uid gid cuid cgid otime ctime\n" + row(0) + row(1));
        Files.createDirectories(root.resolve("proc/thread-self/ns"));
        Files.createSymbolicLink(root.resolve("proc/thread-self/ns/ipc"), Path.of("ipc:[4026531839]"));
    }

    @Test
    void textHasAHeadingARowForEachLimitAndWhatWasNotSeen() {
        assertEquals(0, run("limits", "-o", "name,limit,used,use_percent"));
        assertTrue(out.toString().lines().anyMatch(l -> l.matches("semmni +128 +2 +1\\.6")), out.toString());
        assertTrue(out.toString().lines().anyMatch(l -> l.matches("shmmax +unlimited +\\? +\\?")), out.toString());
        assertTrue(err.toString().contains("not seen: "), "msgmni is not there");
        assertTrue(out.toString().startsWith("IPC namespace 4026531839, the host's own."));
    }

    @Test
    void jsonIsOneDocumentWithNumbersAndNulls() throws IOException {
        assertEquals(0, run("limits", "--json"));
        JsonNode json = Json.parse(out.toString().getBytes(StandardCharsets.UTF_8));
        assertEquals("semtrail.limits/1", json.get("schema").asText());
        assertEquals("2026-11-23T00:00:00Z", json.get("at").asText());
        assertTrue(json.get("limits").get(3).get("limit").isNumber());
        assertTrue(json.get("limits").get(0).get("used").isNull());
        assertTrue(json.get("limits").get(8).get("limit").isNull(), "msgmnb is not there");
        assertFalse(json.get("unseen").isEmpty());
        assertEquals("", err.toString());
    }

    @Test
    void anUnknownColumnIsAUsageErrorThatNamesTheColumns() {
        assertEquals(2, run("limits", "-o", "nope"));
        assertTrue(err.toString().contains("use_percent"));
    }

    @Test
    void aHostThatTellsNothingIsExitCode4() throws IOException {
        Files.delete(root.resolve("proc/sys/kernel/sem"));
        Files.delete(root.resolve("proc/sys/kernel/shmmax"));
        assertEquals(4, run("limits"));
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void recommendPrintsAFileOnStdoutAndAdviceOnStderr() {
        assertEquals(0, run("limits", "recommend"));
        assertTrue(out.toString().endsWith("\nkernel.sem = 32000 1024000000 500 32000\n"));
        assertTrue(out.toString().lines().allMatch(l -> l.startsWith("#") || l.startsWith("kernel.sem = ")));
        assertTrue(err.toString().contains("sysctl -p /etc/sysctl.d/60-semtrail.conf"));
    }

    @Test
    void checkReadsTheHostsFilesInTheirPrecedence() throws IOException {
        write("etc/sysctl.d/50-a.conf", "kernel.sem = 32000 64000 1024000000 500\n");
        write("usr/lib/sysctl.d/60-b.conf", "kernel.sem = 32000 1024000000 500 32000\n");
        assertEquals(1, run("limits", "check"));
        assertTrue(out.toString().contains("write: kernel.sem = 64000 1024000000 500 32000"));
        assertTrue(out.toString().contains("Without effect: /usr/lib/sysctl.d/60-b.conf:1 wins."));
        assertTrue(out.toString().contains("Not what runs: kernel.sem is 250 32000 32 128 now."));
    }

    @Test
    void checkOfAHostWithoutLinesIsFine() {
        assertEquals(0, run("limits", "check"));
    }

    @Test
    void nothingFromAFileReachesTheTerminalRaw() {
        assertEquals(1, run("limits", "check", "src/test/resources/host/sysctl/binary.conf"));
        assertTrue(out.toString().chars().allMatch(c -> c == '\n' || (c >= 0x20 && c != 0x7f)), out.toString());
    }

    @Test
    void jsonBeforeTheSubcommandCountsToo() throws IOException {
        assertEquals(0, run("limits", "--json", "check"));
        assertTrue(Json.parse(out.toString().getBytes(StandardCharsets.UTF_8)).has("problems"));
    }

    @Test
    void everyHelpHasExamplesAndFitsATerminal() {
        for (List<String> command :
                List.of(List.of("limits"), List.of("limits", "check"), List.of("limits", "recommend"))) {
            out.getBuffer().setLength(0);
            String[] line = java.util.stream.Stream.concat(command.stream(), java.util.stream.Stream.of("--help"))
                    .toArray(String[]::new);
            assertEquals(0, run(line));
            assertTrue(out.toString().contains("Examples:\n  semtrail limits"), out.toString());
            assertTrue(out.toString().lines().allMatch(l -> l.length() <= 100), out.toString());
        }
    }

    private int run(String... args) {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        Clock clock = Clock.fixed(Instant.parse("2026-11-23T00:00:00Z"), ZoneOffset.UTC);
        Context context = new Context(console, new HostRoot(root), new KernelLoader(withoutIpc()), clock, Map.of());
        return Cli.run(new Root(), List.of(new LimitsCommand(context)), console, args);
    }

    @Command(name = "semtrail")
    private static final class Root {}

    /** Every call is ENOSYS, as on a kernel without System V IPC. */
    private static Kernel withoutIpc() {
        return (Kernel) Proxy.newProxyInstance(
                Kernel.class.getClassLoader(),
                new Class<?>[] {Kernel.class},
                (proxy, method, args) -> method.getReturnType() == long.class ? (Object) (long) -38 : null);
    }

    private static String row(int semid) {
        return "0 " + semid + " 600 1 33 33 0 0 0 1795444410\n";
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }
}
