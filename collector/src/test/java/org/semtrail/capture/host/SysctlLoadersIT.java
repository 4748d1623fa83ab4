package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.SysctlLine.Effect;

/**
 * Our precedence against the real loaders: systemd-sysctl and sysctl of procps load the same trees in private IPC and
 * mount namespaces, where only kernel.sem of that namespace changes.
 */
class SysctlLoadersIT {
    private static final String SYSTEMD = "/usr/lib/systemd/systemd-sysctl";
    private static final List<String> FOLDERS =
            List.of("etc/sysctl.d", "run/sysctl.d", "usr/local/lib/sysctl.d", "usr/lib/sysctl.d");

    @TempDir
    private Path root;

    @BeforeAll
    static void needsLoadersAndNamespaces() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(SYSTEMD)), "systemd-sysctl is not installed");
        Process probe = new ProcessBuilder("unshare", "--ipc", "--mount", "sysctl", "--version").start();
        assumeTrue(probe.waitFor() == 0, "no namespaces of its own here (needs root), or no sysctl(8)");
    }

    @Test
    void aLaterNameWinsWhateverTheFolder() throws Exception {
        write("etc/sysctl.d/10-a.conf", "kernel.sem = 11 1001 11 11");
        write("usr/lib/sysctl.d/50-b.conf", "kernel.sem = 12 1002 12 12");
        write("run/sysctl.d/20-c.conf", "kernel.sem = 13 1003 13 13\nkernel.sem = 14 1004 14 14");
        assertSameAsTheLoaders();
    }

    @Test
    void sysctlConfIsReadByOneOfThem() throws Exception {
        write("etc/sysctl.d/50-a.conf", "kernel.sem = 11 1001 11 11");
        write("etc/sysctl.conf", "kernel.sem = 12 1002 12 12");
        assertSameAsTheLoaders();
    }

    @Test
    void aFileBehindTheLinkToSysctlConfWinsAtBootOnly() throws Exception {
        write("etc/sysctl.d/zz.conf", "kernel.sem = 11 1001 11 11");
        write("etc/sysctl.conf", "kernel.sem = 12 1002 12 12");
        Files.createSymbolicLink(root.resolve("etc/sysctl.d/99-sysctl.conf"), Path.of("../sysctl.conf"));
        assertSameAsTheLoaders();
    }

    @Test
    void aFullKeyBeatsALaterPattern() throws Exception {
        write("etc/sysctl.d/50-a.conf", "kernel.sem = 11 1001 11 11");
        write("etc/sysctl.d/60-b.conf", "kernel.se[m] = 12 1002 12 12");
        assertSameAsTheLoaders();
    }

    @Test
    void hiddenAndMaskedFilesDoNotCount() throws Exception {
        write("etc/sysctl.d/50-a.conf", "# hides");
        write("usr/lib/sysctl.d/50-a.conf", "kernel.sem = 11 1001 11 11");
        write("run/sysctl.d/60-b.conf", "kernel.sem = 13 1003 13 13");
        Files.createSymbolicLink(root.resolve("etc/sysctl.d/60-b.conf"), Path.of("/dev/null"));
        write("usr/local/lib/sysctl.d/40-c.conf", "-kernel/sem=15\t1005 15   15");
        assertSameAsTheLoaders();
        // JUnit warns when it deletes a link that leads out of its folder.
        Files.delete(root.resolve("etc/sysctl.d/60-b.conf"));
    }

    private void assertSameAsTheLoaders() throws Exception {
        List<SysctlLine> lines = SysctlFiles.read(new HostRoot(root)).rows();
        String expected = "boot: " + value(lines, Effect.BOOT_ONLY) + "\nby hand: "
                + value(lines, Effect.SYSCTL_SYSTEM_ONLY) + "\n";
        assertEquals(expected, loaded());
    }

    private static String value(List<SysctlLine> lines, Effect alone) {
        return lines.stream()
                .filter(l -> l.effect() == Effect.EFFECTIVE || l.effect() == alone)
                .map(l -> l.value().replaceAll("\\s+", " "))
                .collect(Collectors.joining(" and "));
    }

    private String loaded() throws IOException, InterruptedException {
        StringBuilder script =
                new StringBuilder("set -e; mount -t tmpfs none /run; mount -t tmpfs none /usr/local/lib\n");
        for (String folder : FOLDERS) {
            Files.createDirectories(root.resolve(folder));
            script.append("mkdir -p /").append(folder).append("; mount --bind ").append(root.resolve(folder));
            script.append(" /").append(folder).append('\n');
        }
        Path conf = root.resolve("etc/sysctl.conf");
        if (!Files.exists(conf)) {
            Files.createFile(conf);
        }
        script.append("test -e /etc/sysctl.conf && mount --bind ").append(conf).append(" /etc/sysctl.conf\n");
        script.append(SYSTEMD).append(" >/dev/null 2>&1\necho boot: $(cat /proc/sys/kernel/sem)\n");
        script.append("sysctl --system >/dev/null 2>&1 || true\necho by hand: $(cat /proc/sys/kernel/sem)\n");
        return run(script.toString());
    }

    private String run(String script) throws IOException, InterruptedException {
        Path out = root.resolve("out");
        Process process = new ProcessBuilder("unshare", "--ipc", "--mount", "sh", "-c", script)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it ends");
        return Files.readString(out);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text + "\n");
    }
}
