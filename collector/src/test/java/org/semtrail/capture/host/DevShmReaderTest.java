package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevShmReaderTest {
    private static final String ROOT_MOUNT = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

    @TempDir
    private Path root;

    @Test
    void aHostWithoutTheMountIsSeen() throws IOException {
        mounts(ROOT_MOUNT + "23 22 0:5 / /dev/shmem rw - tmpfs tmpfs rw\n");
        assertFalse(read().rows().get(0).mounted());
    }

    @Test
    void withoutNativeCallsBytesAreKnownAndInodesAreNot() throws IOException {
        mounts(ROOT_MOUNT + "25 22 0:21 / /dev/shm rw,nosuid,nodev shared:4 master:2 - tmpfs tmpfs rw,inode64\n");
        Files.createDirectories(root.resolve("dev/shm"));
        Reading<DevShm> read = read();
        assertTrue(read.rows().get(0).mounted());
        assertEquals("tmpfs", read.rows().get(0).fsType());
        assertTrue(read.rows().get(0).bytes() > 0);
        assertNull(read.rows().get(0).inodes());
        assertEquals(1, read.unseen().size());
    }

    @Test
    void tornMountsAreNoMount() throws IOException {
        mounts("25 22 0:21 / /dev/shm rw -\n\n25 22");
        assertFalse(read().rows().get(0).mounted());
    }

    @Test
    void withoutMountinfoNothingIsClaimed() {
        assertEquals(0, read().rows().size());
        assertEquals(1, read().unseen().size());
    }

    private Reading<DevShm> read() {
        return DevShmReader.read(new HostRoot(root), Optional.empty());
    }

    private void mounts(String text) throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/self/mountinfo"), text);
    }
}
