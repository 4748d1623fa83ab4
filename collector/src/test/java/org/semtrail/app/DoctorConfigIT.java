package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.report.Json;

/** doctor of the shaded jar on hosts that are set up wrongly, in private mount and IPC namespaces. */
class DoctorConfigIT {
    private static final String JAVA = ProcessHandle.current().info().command().orElse("java");

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsRootAndNamespaces() throws Exception {
        Process probe = new ProcessBuilder("unshare", "--ipc", "--mount", "true").start();
        assumeTrue(probe.waitFor() == 0, "no namespaces of its own here: needs root (CAP_SYS_ADMIN) and unshare(1)");
    }

    @Test
    void netdatasAdviceWrittenByHandIsFoundWithoutAFile() throws Exception {
        List<String> ids = findings("--ipc", "echo 32000 64000 1024000000 500 > /proc/sys/kernel/sem");
        assertTrue(ids.contains("running-sem-wrong-order"), ids.toString());
    }

    @Test
    void aFullDevShmIsFound() throws Exception {
        List<String> ids =
                findings("--mount", "mount -t tmpfs -o size=64k none /dev/shm; head -c 65536 /dev/zero > /dev/shm/x");
        assertTrue(ids.contains("dev-shm-full"), ids.toString());
    }

    @Test
    void aDevShmWithoutInodesIsFound() throws Exception {
        List<String> ids = findings("--mount", "mount -t tmpfs -o nr_inodes=2 none /dev/shm; : > /dev/shm/x");
        assertTrue(ids.contains("dev-shm-no-inodes"), ids.toString());
    }

    @Test
    void aLoweringLineOfTheHostIsFound() throws Exception {
        Files.writeString(folder.resolve("98-old.conf"), "kernel.sem = 250 32000 100 128\n");
        List<String> ids = findings("--mount", "mkdir -p /etc/sysctl.d; mount --bind " + folder + " /etc/sysctl.d");
        assertTrue(ids.contains("sysctl-lowers"), ids.toString());
    }

    @Test
    void aStarvingNamespaceIsFoundFromTheHost() throws Exception {
        assumeTrue(
                Files.readSymbolicLink(Path.of("/proc/self/ns/ipc")).toString().equals("ipc:[4026531839]"),
                "this is a container with an IPC namespace of its own: the host's is not in sight");
        Path ready = folder.resolve("ready");
        Process container = new ProcessBuilder(
                        "unshare",
                        "--ipc",
                        "sh",
                        "-c",
                        "echo 250 32000 32 2 > /proc/sys/kernel/sem; ipcmk -S 1; ipcmk -S 1; : > " + ready + "; read x")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            for (int i = 0; i < 100 && !Files.exists(ready); i++) {
                Thread.sleep(50);
            }
            List<String> ids = findings("--mount", "true");
            assertTrue(ids.contains("host-raised-container-starves"), ids.toString());
        } finally {
            container.getOutputStream().close();
            container.waitFor();
        }
    }

    private List<String> findings(String namespace, String before) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        String doctor = JAVA + " -jar '" + Path.of("target/semtrail.jar").toAbsolutePath() + "' doctor --json";
        Process process = new ProcessBuilder("unshare", namespace, "sh", "-c", before + "; exec " + doctor)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it ends");
        List<String> ids = new ArrayList<>();
        for (JsonNode finding : Json.parse(Files.readAllBytes(out)).get("findings")) {
            ids.add(finding.get("id").asText());
        }
        return ids;
    }
}
