package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of /proc/sysvipc where the kernel calls are not there, and who is attached by /proc/PID/maps. */
class SysvTablesTest {
    private static final Long NS = 4026532000L;

    @TempDir
    private Path root;

    private Look look;

    @BeforeEach
    void hostWithoutKernelCalls() throws IOException {
        Files.createDirectories(root.resolve("proc/sysvipc"));
        namespace("proc/thread-self/ns", NS);
        look = new Look(new HostRoot(root), new KernelLoader(oldKernel()), false);
    }

    /** Before Linux 4.17 the *_STAT_ANY commands are EINVAL; here every call is ENOSYS, which ends the same. */
    private static Kernel oldKernel() {
        return (Kernel) Proxy.newProxyInstance(
                Kernel.class.getClassLoader(),
                new Class<?>[] {Kernel.class},
                (proxy, method, args) -> method.getReturnType() == long.class ? (Object) (long) -38 : null);
    }

    @Test
    void readsTheSixteenColumnsOfToday() throws IOException {
        use("sysvipc/shm", "shm");
        Reading<SysvShm> table = SysvShm.read(look);
        assertEquals(3, table.rows().size());
        SysvShm keyed = table.rows().get(0);
        assertEquals(0xabcdef01, keyed.key());
        assertEquals(8192, keyed.segsz());
        assertEquals(NS, keyed.ipcNs());
        assertEquals(Instant.ofEpochSecond(1795444410), keyed.atime());
        assertNull(keyed.dtime(), "0 in the table means never");
        assertEquals(List.of("dest"), table.rows().get(1).status());
        assertEquals(0666, table.rows().get(1).mode() & 0777);
    }

    @Test
    void readsTheFourteenColumnsOfLinux26WithNumbersWiderThanTheirColumns() throws IOException {
        use("sysvipc/shm-2.6.32", "shm");
        SysvShm segment = SysvShm.read(look).rows().get(0);
        assertEquals(Integer.MIN_VALUE, segment.key());
        assertEquals(123_456_789_012L, segment.segsz());
        assertEquals(4_294_967_294L, segment.uid());
        assertEquals(List.of("dest", "locked"), segment.status());
        assertEquals(Instant.ofEpochSecond(1_258_400_000), segment.ctime());
    }

    @Test
    void tellsATornLineAndKeepsTheWholeOnes() throws IOException {
        use("sysvipc/shm-torn", "shm");
        Reading<SysvShm> table = SysvShm.read(look);
        assertEquals(2, table.rows().size());
        assertTrue(table.unseen().stream()
                .anyMatch(u -> u.kind() == Unseen.Kind.FAILED && u.what().endsWith("shm line 4")));
    }

    @Test
    void anAbsentTableIsAbsentAndNotEmpty() {
        Reading<SysvShm> table = SysvShm.read(look);
        assertEquals(Unseen.Kind.ABSENT, table.unseen().get(0).kind());
    }

    @Test
    void readsQueuesWithoutTheBytesThatThisFileDoesNotTell() throws IOException {
        use("sysvipc/msg", "msg");
        SysvMsg queue = SysvMsg.read(look).rows().get(0);
        assertEquals(0x1234, queue.key());
        assertEquals(5, queue.cbytes());
        assertEquals(1, queue.qnum());
        assertNull(queue.qbytes());
        assertNull(queue.rtime());
    }

    @Test
    void findsWhoIsAttachedByTheInodeInMaps() throws IOException {
        use("sysvipc/shm", "shm");
        process(31, NS);
        List<SysvShm> rows = SysvShm.read(look).rows();
        assertEquals(new Holders(List.of(31), true), rows.get(0).attached());
        assertEquals(new Holders(List.of(31), true), rows.get(1).attached());
        assertTrue(rows.get(2).attached().nobody(), "the kernel counts no attachment");
    }

    @Test
    void anAttachmentInAnotherNamespaceIsOfAnotherSegmentWithTheSameId() throws IOException {
        use("sysvipc/shm", "shm");
        process(31, NS + 1);
        Holders attached = SysvShm.read(look).rows().get(0).attached();
        assertNull(attached.known(), "two attachments, and none of them found: unknown, not nobody");
    }

    @Test
    void aProcessWhoseFirstThreadExitedIsStillAttached() throws IOException {
        use("sysvipc/shm", "shm");
        process(31, NS);
        Files.createDirectories(root.resolve("proc/31/task/33"));
        Files.move(root.resolve("proc/31/maps"), root.resolve("proc/31/task/33/maps"));
        Files.createFile(root.resolve("proc/31/maps"));
        assertEquals(List.of(31), SysvShm.read(look).rows().get(0).attached().known());
    }

    private void process(int pid, Long ipcNs) throws IOException {
        namespace("proc/" + pid + "/ns", ipcNs);
        use("maps", "../" + pid + "/maps");
    }

    private void namespace(String folder, Long inode) throws IOException {
        Files.createDirectories(root.resolve(folder));
        Files.createSymbolicLink(root.resolve(folder + "/ipc"), Path.of("ipc:[" + inode + "]"));
    }

    private void use(String fixture, String file) throws IOException {
        try (var in = SysvTablesTest.class.getResourceAsStream("/host/" + fixture)) {
            Files.copy(in, root.resolve("proc/sysvipc").resolve(file).normalize());
        }
    }
}
