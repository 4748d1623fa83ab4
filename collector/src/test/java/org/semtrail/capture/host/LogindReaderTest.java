package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RemoveIPC= as logind sees it, by logind.conf(5). */
class LogindReaderTest {
    @TempDir
    private Path root;

    @BeforeEach
    void logindRuns() throws IOException {
        write("proc/812/comm", "systemd-logind\n");
    }

    @Test
    void withoutAnyFileUpstreamsDefaultIsYesAndNothingSaysSo() {
        Logind logind = read();
        assertTrue(logind.removesIpc());
        assertNull(logind.removeIpc());
        assertEquals("default (yes unless the distribution changed it)", logind.words());
    }

    @Test
    void theCommentOfTheDistributionTellsItsDefault() throws IOException {
        write("etc/systemd/logind.conf", "[Login]\n#KillUserProcesses=no\n#RemoveIPC=no\n");
        Logind logind = read();
        assertFalse(logind.removesIpc());
        assertEquals("no by default, says the comment in /etc/systemd/logind.conf:3", logind.words());
    }

    @Test
    void dropInsBeatTheMainFileAndTheLastNameWins() throws IOException {
        write("etc/systemd/logind.conf", "[Login]\nRemoveIPC=yes\n");
        write("usr/lib/systemd/logind.conf.d/50-vendor.conf", "[Login]\n RemoveIPC = off \n");
        write("etc/systemd/logind.conf.d/10-local.conf", "[Login]\nRemoveIPC=1\n");
        assertEquals("no in /usr/lib/systemd/logind.conf.d/50-vendor.conf:2", read().words());
    }

    @Test
    void theMainFileInEtcHidesTheVendors() throws IOException {
        write("etc/systemd/logind.conf", "[Login]\n");
        write("usr/lib/systemd/logind.conf", "[Login]\nRemoveIPC=no\n");
        assertTrue(read().removesIpc());
    }

    @Test
    void otherSectionsAndWordsThatAreNoBooleanDoNotCount() throws IOException {
        write("etc/systemd/logind.conf", "RemoveIPC=no\n[Other]\nRemoveIPC=no\n[Login]\nRemoveIPC=never\n");
        assertNull(read().removeIpc());
    }

    @Test
    void withoutTheDaemonNothingIsRemoved() throws IOException {
        Files.delete(root.resolve("proc/812/comm"));
        assertFalse(read().removesIpc());
    }

    @Test
    void theDaemonOfAContainerIsNotThisHosts() throws IOException {
        write("proc/812/status", "Name:\tsystemd-logind\nNSpid:\t812\t63\n");
        assertFalse(read().running());
        write("proc/812/status", "Name:\tsystemd-logind\nNSpid:\t812\n");
        assertTrue(read().running());
    }

    @Test
    void itRemovesFromTheNamespaceThatItLivesIn() throws IOException {
        assertNull(read().ipcNs(), "not permitted");
        Files.createDirectories(root.resolve("proc/812/ns"));
        Files.createSymbolicLink(root.resolve("proc/812/ns/ipc"), Path.of("ipc:[4026532256]"));
        assertEquals(4026532256L, read().ipcNs());
    }

    @Test
    void usersWhoLingerAreNamed() throws IOException {
        write("var/lib/systemd/linger/alice", "");
        assertEquals(Set.of("alice"), read().lingering());
    }

    private Logind read() {
        return LogindReader.read(new HostRoot(root)).rows().get(0);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }
}
