package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits and use without native calls, from /proc alone; unknown is never 0. */
class IpcLimitsReaderTest {
    private static final String SEM_HEADER = "key semid perms nsems uid gid cuid cgid otime ctime\n";

    @TempDir
    private Path root;

    @BeforeEach
    void hostOfLinux6() throws IOException {
        write("sys/kernel/sem", "32000\t1024000000\t500\t32000\n");
        write("sys/kernel/shmmax", "18446744073692774399\n");
        write("sys/kernel/shmall", "18446744073692774399\n");
        write("sys/kernel/shmmni", "4096\n");
        write("sys/kernel/msgmax", "8192\n");
        write("sys/kernel/msgmnb", "16384\n");
        write("sys/kernel/msgmni", "32000\n");
        write("sys/fs/mqueue/queues_max", "256\n");
        write("sysvipc/sem", SEM_HEADER + "0 0 600 1 33 33 0 0 0 1795444410\n" + "-1 32769 600 17 26 26 26 26 1 2\n");
        write("sysvipc/shm", "header\n");
        write("sysvipc/msg", "header\n");
    }

    @Test
    void everyLimitHasItsRowAndTheFourFieldsTheirNames() {
        IpcLimitsReader.Result read = read();
        assertEquals(List.of(), read.unseen());
        assertEquals(11, read.limits().rows().size());
        assertEquals(32_000, limit(read, "semmsl").limit());
        assertEquals(1_024_000_000, limit(read, "semmns").limit());
        assertEquals(500, limit(read, "semopm").limit());
        assertEquals(32_000, limit(read, "semmni").limit());
        assertEquals(256, limit(read, "queues_max").limit());
    }

    @Test
    void useIsCountedFromTheTables() {
        IpcLimitsReader.Result read = read();
        assertEquals(2, limit(read, "semmni").used());
        assertEquals(18, limit(read, "semmns").used());
        assertEquals(0, limit(read, "shmmni").used());
        assertNull(limit(read, "shmall").used(), "pages cannot be counted without the page size");
        assertNull(limit(read, "semmsl").used(), "the kernel keeps no count");
    }

    @Test
    void aLimitBeyondLongIsTheGreatestLong() {
        assertEquals(Long.MAX_VALUE, limit(read(), "shmmax").limit());
    }

    @Test
    void aMissingFileIsUnknownAndSaid() throws IOException {
        Files.delete(root.resolve("proc/sys/kernel/sem"));
        Files.delete(root.resolve("proc/sysvipc/sem"));
        IpcLimitsReader.Result read = read();
        assertNull(limit(read, "semmni").limit());
        assertNull(limit(read, "semmni").used());
        assertEquals(2, read.unseen().size());
        assertEquals(Unseen.Kind.ABSENT, read.unseen().get(0).kind());
    }

    @Test
    void aTornFileGivesNoNumbersAtAll() throws IOException {
        write("sys/kernel/sem", "32000\t1024");
        IpcLimitsReader.Result read = read();
        assertNull(limit(read, "semmsl").limit());
        assertTrue(read.unseen().get(0).why().contains("2 fields"));
    }

    @Test
    void aTornTableRowLeavesTheSumUnknown() throws IOException {
        write("sysvipc/sem", SEM_HEADER + "0 0 600 1 33 33 0 0 0 1\n0 1 6");
        IpcLimitsReader.Result read = read();
        assertNull(limit(read, "semmns").used());
        assertEquals(1, read.unseen().size());
    }

    @Test
    void rubbishIsUnknown() throws IOException {
        write("sys/kernel/shmmni", "\u001b[2J many");
        write("sys/kernel/msgmni", "\u001b");
        IpcLimitsReader.Result read = read();
        assertNull(limit(read, "shmmni").limit());
        assertNull(limit(read, "msgmni").limit());
    }

    private IpcLimitsReader.Result read() {
        return IpcLimitsReader.read(new HostRoot(root), Optional.empty());
    }

    private static IpcLimits.Limit limit(IpcLimitsReader.Result read, String name) {
        return read.limits().get(name).orElseThrow();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve("proc").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
