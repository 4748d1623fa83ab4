package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sysctl lines count, by sysctl.d(5), systemd-sysctl(8) and sysctl(8) of procps. */
class SysctlFilesTest {
    @TempDir
    private Path root;

    @Test
    void readsBothSpellingsAnyBlanksAndIgnoresCommentsAndForeignKeys() {
        List<String> lines = SysctlFiles.read(List.of(fixture("spellings.conf"))).rows().stream()
                .map(l -> l.number() + " " + l.key() + "=" + l.value())
                .toList();
        assertEquals(
                List.of(
                        "1 kernel.sem=1\t2 3\t4",
                        "2 kernel.sem=5 6  7 8",
                        "3 kernel.shmmni=9",
                        "5 kernel.msgm*=11",
                        "6 fs.mqueue.queues_max=12"),
                lines);
    }

    @Test
    void theLastAssignmentInOrderOfFileNamesWinsWhateverTheFolder() throws IOException {
        write("etc/sysctl.d/10-a.conf", "kernel.sem = 1 1 1 1");
        write("usr/lib/sysctl.d/50-b.conf", "kernel.sem = 2 2 2 2");
        write("run/sysctl.d/20-c.conf", "kernel.sem = 3 3 3 3\nkernel.sem = 4 4 4 4");
        assertEquals(
                List.of(
                        "/etc/sysctl.d/10-a.conf:1 OVERRIDDEN by /usr/lib/sysctl.d/50-b.conf:1",
                        "/run/sysctl.d/20-c.conf:1 OVERRIDDEN by /usr/lib/sysctl.d/50-b.conf:1",
                        "/run/sysctl.d/20-c.conf:2 OVERRIDDEN by /usr/lib/sysctl.d/50-b.conf:1",
                        "/usr/lib/sysctl.d/50-b.conf:1 EFFECTIVE by null"),
                effects());
    }

    @Test
    void aFileHidesTheSameNameInALaterFolder() throws IOException {
        write("etc/sysctl.d/50-a.conf", "# nothing");
        write("usr/lib/sysctl.d/50-a.conf", "kernel.sem = 2 2 2 2");
        assertEquals(List.of(), effects());
    }

    @Test
    void aLinkToDevNullHidesTheVendorsFile() throws IOException {
        write("usr/local/lib/sysctl.d/50-a.conf", "kernel.sem = 2 2 2 2");
        Files.createDirectories(root.resolve("etc/sysctl.d"));
        Files.createSymbolicLink(root.resolve("etc/sysctl.d/50-a.conf"), Path.of("/dev/null"));
        assertEquals(List.of(), effects());
        // JUnit warns when it deletes a link that leads out of its folder.
        Files.delete(root.resolve("etc/sysctl.d/50-a.conf"));
    }

    @Test
    void filesOfOtherNamesDoNotCount() throws IOException {
        write("etc/sysctl.d/50-a.conf.bak", "kernel.sem = 2 2 2 2");
        write("etc/sysctl.d/README", "kernel.sem = 2 2 2 2");
        assertEquals(List.of(), effects());
    }

    @Test
    void sysctlConfCountsOnlyForSysctlSystemUnlessLinked() throws IOException {
        write("etc/sysctl.d/50-a.conf", "kernel.sem = 1 1 1 1");
        write("etc/sysctl.conf", "kernel.sem = 2 2 2 2");
        assertEquals(
                List.of(
                        "/etc/sysctl.d/50-a.conf:1 BOOT_ONLY by /etc/sysctl.conf:1",
                        "/etc/sysctl.conf:1 SYSCTL_SYSTEM_ONLY by /etc/sysctl.d/50-a.conf:1"),
                effects());
    }

    @Test
    void linkedSysctlConfIsToldOnceAndCountsForBoth() throws IOException {
        write("etc/sysctl.conf", "kernel.sem = 2 2 2 2");
        write("etc/sysctl.d/50-a.conf", "kernel.sem = 1 1 1 1");
        Files.createSymbolicLink(root.resolve("etc/sysctl.d/99-sysctl.conf"), Path.of("../sysctl.conf"));
        assertEquals(
                List.of(
                        "/etc/sysctl.d/50-a.conf:1 OVERRIDDEN by /etc/sysctl.d/99-sysctl.conf:1",
                        "/etc/sysctl.d/99-sysctl.conf:1 EFFECTIVE by null"),
                effects());
    }

    @Test
    void aFileThatSortsAfterTheLinkWinsAtBootAndLosesByHand() throws IOException {
        write("etc/sysctl.conf", "kernel.sem = 2 2 2 2");
        write("etc/sysctl.d/zz.conf", "kernel.sem = 1 1 1 1");
        Files.createSymbolicLink(root.resolve("etc/sysctl.d/99-sysctl.conf"), Path.of("../sysctl.conf"));
        assertEquals(
                List.of(
                        "/etc/sysctl.d/zz.conf:1 BOOT_ONLY by /etc/sysctl.d/99-sysctl.conf:1",
                        "/etc/sysctl.d/99-sysctl.conf:1 SYSCTL_SYSTEM_ONLY by /etc/sysctl.d/zz.conf:1"),
                effects());
    }

    @Test
    void aKeyInFullBeatsALaterPattern() throws IOException {
        write("etc/sysctl.d/50-a.conf", "kernel.sem = 1 1 1 1");
        write("etc/sysctl.d/60-b.conf", "kernel.s?m = 2 2 2 2");
        assertEquals(
                List.of(
                        "/etc/sysctl.d/50-a.conf:1 EFFECTIVE by null",
                        "/etc/sysctl.d/60-b.conf:1 OVERRIDDEN by /etc/sysctl.d/50-a.conf:1"),
                effects());
    }

    @Test
    void aBinaryFileIsReadToItsEndAndHarmsNobody() {
        List<SysctlLine> lines =
                SysctlFiles.read(List.of(fixture("binary.conf"))).rows();
        assertEquals(List.of(1, 2, 3, 4), lines.stream().map(SysctlLine::number).toList());
        assertNull(lines.get(3).value(), "a line without = has no value");
    }

    @Test
    void aLineOfAMegabyteCostsNoTime() throws IOException {
        Path file = root.resolve("long.conf");
        Files.writeString(file, "kernel.sem = " + "9".repeat(1_000_000) + "\n");
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertEquals(1, SysctlFiles.read(List.of(file)).rows().size()));
    }

    @Test
    void aFileWithoutEndIsCutAndSaid() {
        Reading<SysctlLine> zeros = SysctlFiles.read(List.of(Path.of("/dev/zero")));
        assertTrue(zeros.unseen().get(0).why().contains("1 MiB"));
    }

    @Test
    void aPipeInTheFolderDoesNotBlock() throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("etc/sysctl.d"));
        String pipe = root.resolve("etc/sysctl.d/50-a.conf").toString();
        new ProcessBuilder("mkfifo", pipe).start().waitFor();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            List<Unseen> unseen = SysctlFiles.read(new HostRoot(root)).unseen();
            assertEquals("/etc/sysctl.d/50-a.conf", unseen.get(0).what());
        });
    }

    @Test
    void aMissingFileThatWasGivenIsSaidAndOneOfTheHostIsNot() {
        assertFalse(SysctlFiles.read(List.of(root.resolve("none"))).unseen().isEmpty());
        assertEquals(List.of(), SysctlFiles.read(new HostRoot(root)).unseen());
    }

    private List<String> effects() {
        return SysctlFiles.read(new HostRoot(root)).rows().stream()
                .map(l -> l.place() + " " + l.effect() + " by " + l.overriddenBy())
                .toList();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text + "\n");
    }

    private static Path fixture(String name) {
        return Path.of("src/test/resources/host/sysctl", name);
    }
}
