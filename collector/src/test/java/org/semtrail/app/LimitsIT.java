package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.report.Json;

/** The limits commands of the shaded jar against the real kernel, each in an IPC namespace of its own. */
class LimitsIT {
    private static final String JAVA = ProcessHandle.current().info().command().orElse("java");

    @TempDir
    private Path folder;

    /** What a command in a new namespace left behind. */
    private record Ran(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return Json.parse(out.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    @BeforeAll
    static void needsRootAndNamespaces() throws Exception {
        Process probe = new ProcessBuilder("unshare", "--ipc", "true").start();
        assumeTrue(probe.waitFor() == 0, "no IPC namespace of its own here: needs root (CAP_SYS_ADMIN) and unshare(1)");
    }

    @Test
    void limitsAndUseAreThoseOfTheNamespaceItRunsIn() throws Exception {
        JsonNode json = inNamespace(
                        "echo 250 32000 32 128 > /proc/sys/kernel/sem; ipcmk -S 3; ipcmk -S 4", "limits --json")
                .json();
        assertEquals("semtrail.limits/1", json.get("schema").asText());
        assertFalse(json.get("ipc_ns_initial").asBoolean());
        assertEquals(List.of(250L, 32_000L, 32L, 128L), limits(json, "semmsl", "semmns", "semopm", "semmni"));
        assertEquals(2, row(json, "semmni").get("used").asLong());
        assertEquals(7, row(json, "semmns").get("used").asLong());
        assertTrue(row(json, "semmsl").get("used").isNull(), "the kernel keeps no count of it");
        assertEquals(1.6, row(json, "semmni").get("use_percent").asDouble());
    }

    @Test
    void sharedMemoryAndQueuesAreCounted() throws Exception {
        JsonNode json = inNamespace("ipcmk -M 8192; ipcmk -M 1; ipcmk -Q", "limits --json")
                .json();
        assertEquals(2, row(json, "shmmni").get("used").asLong());
        assertEquals(3, row(json, "shmall").get("used").asLong(), "pages");
        assertEquals(1, row(json, "msgmni").get("used").asLong());
    }

    @Test
    void theTextSaysThatThisIsNotTheHostAndThatItIsNearlyFull() throws Exception {
        Ran ran = inNamespace(
                "echo 250 32000 32 10 > /proc/sys/kernel/sem; for i in 1 2 3 4 5 6 7 8 9; do ipcmk -S 1; done",
                "limits");
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("NOT the host's own"), ran.out());
        assertTrue(ran.out().contains("WARNING: 90.0 % of semmni (semaphore sets) in use."), ran.out());
        assertEquals("", ran.err());
    }

    @Test
    void whatIsRecommendedTheKernelTakesAndCheckFindsNothingWrong() throws Exception {
        Path file = folder.resolve("60-test.conf");
        String semtrail = semtrail();
        Ran ran = inNamespace(
                "echo 250 32000 32 128 > /proc/sys/kernel/sem; " + semtrail + " limits recommend --sets 20000 > " + file
                        + "; sed -n 's/^kernel.sem = //p' " + file + " > /proc/sys/kernel/sem || exit 99",
                "limits check " + file);
        assertEquals(0, ran.exit(), ran.out() + ran.err());
        assertTrue(Files.readString(file).contains("\nkernel.sem = 32000 1024000000 500 32768\n"));
    }

    @Test
    void netdatasAdviceIsABadLine() throws Exception {
        Path file = Files.writeString(folder.resolve("n.conf"), "kernel.sem = 32000 64000 1024000000 500\n");
        Ran ran = inNamespace("true", "limits check --json " + file);
        assertEquals(1, ran.exit());
        JsonNode problem = ran.json().get("problems").get(0);
        assertEquals("wrong-order", problem.get("id").asText());
        assertEquals(
                "kernel.sem = 64000 1024000000 500 32000", problem.get("better").asText());
    }

    /** What the texts say of partly refused lines is what this kernel does. */
    @Test
    void theKernelSetsTheFieldsBeforeTheOneItRefuses() throws Exception {
        Ran ran = inNamespace("echo 250 32000 100 40000 > /proc/sys/kernel/sem", "limits --json");
        assertEquals(List.of(250L, 32_000L, 100L, 32_000L), limits(ran.json(), "semmsl", "semmns", "semopm", "semmni"));
    }

    @Test
    void aFileThatCannotBeReadIsOneLineAndExitCode3() throws Exception {
        Ran ran = inNamespace("true", "limits check /nonexistent");
        assertEquals(3, ran.exit());
        assertEquals("semtrail: cannot read /nonexistent: does not exist\n", ran.err());
    }

    @Test
    void moreSetsThanAnyKernelHoldsAreRefused() throws Exception {
        assertEquals(3, inNamespace("true", "limits recommend --sets 100000000").exit());
    }

    private static List<Long> limits(JsonNode json, String... names) {
        return List.of(names).stream()
                .map(n -> row(json, n).get("limit").asLong())
                .toList();
    }

    private static JsonNode row(JsonNode json, String name) {
        for (JsonNode row : json.get("limits")) {
            if (row.get("name").asText().equals(name)) {
                return row;
            }
        }
        throw new AssertionError("no row " + name);
    }

    private Ran inNamespace(String before, String command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        String script = "{ " + before + "; } >/dev/null 2>&1; exec " + semtrail() + " " + command;
        Process process = new ProcessBuilder("unshare", "--ipc", "sh", "-c", script)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static String semtrail() {
        return JAVA + " -jar '" + Path.of("target/semtrail.jar").toAbsolutePath() + "'";
    }
}
