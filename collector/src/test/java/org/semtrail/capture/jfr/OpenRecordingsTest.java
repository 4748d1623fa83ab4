package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.CgroupHome;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.Kernel;
import org.semtrail.capture.host.KernelLoader;

/** What a JVM has open, and that nothing else is read in its place. */
class OpenRecordingsTest {
    @TempDir
    private Path folder;

    private HostProcess self() throws IOException {
        long uid = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
        int pid = Math.toIntExact(ProcessHandle.current().pid());
        return new HostProcess(
                pid,
                1,
                Instant.EPOCH,
                true,
                false,
                false,
                "java",
                "/usr/bin/java",
                List.of(),
                new HostProcess.Owner(Set.of(uid), Set.of(uid), false),
                new CgroupHome(null, null, null),
                Collections.nCopies(20, new HostProcess.Task(pid, 1, -1)),
                1,
                1,
                1);
    }

    @Test
    void whatWasLookedAtIsReadAlsoIfItsJvmClosedItSince() throws IOException {
        Optional<Kernel> kernel = new KernelLoader().get();
        assumeTrue(kernel.isPresent(), "needs native calls");
        Path file = Files.writeString(folder.resolve("one.jfr"), "one");
        try (OpenRecordings open = new OpenRecordings(HostRoot.LIVE, kernel)) {
            Place.Source source = found(open, file);
            Files.delete(file);
            try (SeekableByteChannel read = source.open()) {
                assertEquals("one", new String(Channels.newInputStream(read).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void withoutNativeCallsNothingElseIsReadInItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("one.jfr"), "one");
        try (OpenRecordings open = new OpenRecordings(HostRoot.LIVE, Optional.empty())) {
            Place.Source source = found(open, file);
            assertThrows(IOException.class, source::open);
        }
    }

    /** Found while it was open; it is closed by now. */
    private Place.Source found(OpenRecordings open, Path file) throws IOException {
        try (SeekableByteChannel held = Files.newByteChannel(file)) {
            assertEquals(0, held.position());
            return open.find(List.of(self())).stream()
                    .map(OpenRecordings.Held::source)
                    .filter(s -> s.name().equals(file.toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aFileOfAFolderThatWasReplacedIsNotRead() throws IOException {
        Path file = Files.writeString(folder.resolve("one.jfr"), "one");
        try (SafeFolder safe = SafeFolder.open(folder)) {
            SafeFolder.Entry looked = safe.entry("one.jfr");
            safe.read(looked).close();
            Path other = Files.writeString(folder.resolve("two"), "two");
            Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThrows(IOException.class, () -> safe.read(looked));
        }
    }
}
