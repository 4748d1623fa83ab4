package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.FileStat.FileId;

/** Real files in a folder that stands for /dev/shm, and processes whose maps name them by device and inode. */
class PosixTablesTest {
    @TempDir
    private Path root;

    private Path shm;

    @BeforeEach
    void emptyHost() throws IOException {
        shm = Files.createDirectories(root.resolve("dev/shm"));
        Files.createDirectories(root.resolve("proc/31/fd"));
    }

    private Look look() {
        return new Look(new HostRoot(root), new KernelLoader(), false);
    }

    @Test
    void readsValueAndWaitersOfGlibcsLayout() throws IOException {
        semaphore("sem.jobs", 7, 3, 128);
        PosixSem sem = PosixSem.read(look()).rows().get(0);
        assertEquals("jobs", sem.file().name());
        assertEquals(7, sem.value());
        assertEquals(3, sem.waiters());
        assertEquals("glibc64", sem.layout());
    }

    @Test
    void aLayoutThatWeDoNotKnowHasNoValue() throws IOException {
        semaphore("sem.other", 7, 0, 0);
        Files.write(shm.resolve("sem.short"), new byte[16]);
        for (PosixSem sem : PosixSem.read(look()).rows()) {
            assertEquals("unknown", sem.layout());
            assertNull(sem.value());
            assertNull(sem.waiters());
        }
    }

    @Test
    void nobodyIsSaidOnlyWhereAllMapsWereRead() throws IOException {
        semaphore("sem.jobs", 0, 0, 128);
        maps("");
        assertTrue(PosixSem.read(look()).rows().get(0).file().holders().nobody());
    }

    @Test
    void aHolderIsFoundByInodeThoughItsMapsCallTheFileByATemporaryNameThatIsGone() throws IOException {
        Path jobs = semaphore("sem.jobs", 0, 0, 128);
        maps(line(jobs, "/dev/shm/sem.BfDDZz (deleted)"));
        PosixSem sem = PosixSem.read(look()).rows().get(0);
        assertEquals(List.of(31), sem.file().holders().known());
        assertFalse(sem.file().deleted());
    }

    @Test
    void anUnlinkedFileThatIsMappedIsListedAsDeleted() throws IOException {
        Path jobs = semaphore("sem.jobs", 0, 0, 128);
        String line = line(jobs, "/dev/shm/sem.jobs (deleted)");
        maps(line);
        Files.delete(jobs);
        PosixSem sem = PosixSem.read(look()).rows().get(0);
        assertEquals("jobs", sem.file().name());
        assertTrue(sem.file().deleted());
        assertNull(sem.value());
        assertEquals(List.of(31), sem.file().holders().known());
    }

    @Test
    void sharedMemoryIsAlsoHeldByADescriptorThatIsNotMappedYet() throws IOException {
        Path buffer = Files.write(shm.resolve("buffer"), new byte[5000]);
        maps("");
        Files.createSymbolicLink(root.resolve("proc/31/fd/4"), buffer);
        PosixShm row = PosixShm.read(look()).rows().get(0);
        assertEquals("buffer", row.file().name());
        assertEquals(5000, row.file().size());
        assertEquals(List.of(31), row.file().holders().known());
    }

    @Test
    void semaphoresAndOtherFilesAreTwoTables() throws IOException {
        semaphore("sem.jobs", 0, 0, 128);
        Files.write(shm.resolve("buffer"), new byte[1]);
        assertEquals(1, PosixSem.read(look()).rows().size());
        assertEquals(1, PosixShm.read(look()).rows().size());
    }

    @Test
    void linksAndFoldersAreNoObjects() throws IOException {
        Files.createSymbolicLink(shm.resolve("sem.trap"), Path.of("nowhere"));
        Files.createDirectory(shm.resolve("folder"));
        assertEquals(List.of(), PosixSem.read(look()).rows());
        assertEquals(List.of(), PosixShm.read(look()).rows());
    }

    @Test
    void aContainersLinkAtDevShmIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        Files.write(elsewhere.resolve("sem.trap"), new byte[32]);
        Files.createDirectories(root.resolve("proc/31/ns"));
        Files.createSymbolicLink(root.resolve("proc/31/ns/mnt"), Path.of("mnt:[4026532999]"));
        Path container = Files.createDirectories(root.resolve("container/dev"));
        Files.createSymbolicLink(container.resolve("shm"), elsewhere);
        Files.createSymbolicLink(root.resolve("proc/31/root"), root.resolve("container"));
        assertEquals(List.of(), PosixSem.read(look()).rows());
    }

    @Test
    void namesOfAnyBytesStayApartAndHarmless() throws IOException {
        Files.write(shm.resolve("a b\n"), new byte[1]);
        assertEquals("a b\n", PosixShm.read(look()).rows().get(0).file().name());
    }

    @Test
    void removesAnUnusedNameAndOnlyTheFileThatWasMeant() throws IOException {
        Path jobs = semaphore("sem.jobs", 0, 0, 128);
        maps("");
        PosixSem planned = PosixSem.read(look()).rows().get(0);
        Removal<PosixSem> removal = HostTables.POSIX_SEM.removal();
        assertTrue(removal.isUnused(look(), planned));

        Files.move(semaphore("sem.new", 1, 0, 128), jobs, StandardCopyOption.REPLACE_EXISTING);
        assertFalse(removal.isUnused(look(), planned), "another semaphore has the name now");
        assertEquals(-Errno.EIDRM.number, removal.remove(look(), planned));
        assertTrue(Files.exists(jobs));

        assertEquals(0, removal.remove(look(), PosixSem.read(look()).rows().get(0)));
        assertFalse(Files.exists(jobs));
    }

    @Test
    void aNameThatSomebodyMapsByNowIsNotUnused() throws IOException {
        Path jobs = semaphore("sem.jobs", 0, 0, 128);
        maps("");
        PosixSem planned = PosixSem.read(look()).rows().get(0);
        maps(line(jobs, "/dev/shm/sem.jobs"));
        assertFalse(HostTables.POSIX_SEM.removal().isUnused(look(), planned));
    }

    @Test
    void anUnmountedMqueueIsAbsentWithTheRemedy() throws IOException {
        Reading<PosixMq> queues = PosixMq.read(look());
        assertEquals(List.of(), queues.rows());
        Unseen gap = queues.unseen().get(0);
        assertEquals(Unseen.Kind.ABSENT, gap.kind());
        assertTrue(gap.why().contains("mount -t mqueue none /dev/mqueue"));
    }

    private Path semaphore(String name, int value, int waiters, int flag) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        bytes.putInt(0, value).putInt(4, waiters).putInt(8, flag);
        return Files.write(shm.resolve(name), bytes.array());
    }

    private void maps(String text) throws IOException {
        Files.writeString(root.resolve("proc/31/maps"), text);
    }

    private static String line(Path file, String name) throws IOException {
        FileId id = FileStat.noFollow(file).id();
        long major = (id.dev() >> 8) & 0xfff;
        long minor = (id.dev() & 0xff) | ((id.dev() >> 12) & ~0xffL);
        return String.format("7f00-7f01 rw-s 00000000 %02x:%02x %d    %s%n", major, minor, id.ino(), name);
    }
}
