package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.semtrail.capture.jfr.CapturedJvm.ENTRY;
import static org.semtrail.capture.jfr.CapturedJvm.FINISHED;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.JvmEvent.IpcUsage;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.RecordingReader.Bounds;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RecordingReaderTest {
    private static final Bounds MUCH = new Bounds(64 << 20, 100_000, Duration.ofSeconds(20));
    private static final int SETS = 3;

    @TempDir
    private Path root;

    private CapturedJvm host;

    @BeforeEach
    void anEmptyHost() {
        host = new CapturedJvm(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"finished.jfr", "killed.jfr"})
    void whatAJvmDidIsReadAlsoIfItWasKilled(String captured) throws IOException {
        host.put(captured.equals("killed.jfr") ? ENTRY : FINISHED, "r.jfr", CapturedJvm.bytes(captured));
        Recordings read = host.read();
        assertEquals(List.of(), read.unseen());
        assertEquals(1, read.jvms().size());
        assertNotNull(read.jvms().get(0).status());

        SemGet first = CapturedJvm.events(read, SemGet.class).get(0);
        assertEquals(0, first.key());
        assertEquals(1, first.nsems());
        assertEquals(01600, first.semflg());
        assertEquals(
                "org.semtrail.program.Puppet.make",
                first.frame().orElseThrow().toString().split(":")[0]);
        assertTrue(CapturedJvm.events(read, SemGet.class).get(3).call().failedWith(Errno.EEXIST.number));

        SemOperation waited = CapturedJvm.events(read, SemOperation.class).get(0);
        assertEquals("waiter", waited.call().thread().name());
        assertEquals(List.of(new SemOp(0, -1, true)), SemOp.parse(waited.operations()));
        assertTrue(waited.call().duration().toMillis() > 50, waited.toString());

        assertTrue(CapturedJvm.events(read, SemControl.class).stream()
                .anyMatch(c -> c.command().equals("IPC_RMID") && !c.call().failed()));
        assertFalse(CapturedJvm.events(read, IpcUsage.class).isEmpty());
    }

    @Test
    void theEvidenceIsNotTouched() throws IOException {
        byte[] killed = CapturedJvm.bytes("killed.jfr");
        Path file = host.put(ENTRY, "r.jfr", killed);
        host.read();
        assertArrayEquals(killed, Files.readAllBytes(file));
        try (var left = Files.list(root)) {
            assertEquals(List.of(host.state()), left.toList(), "no copy is left behind");
        }
    }

    @Test
    void aJvmThatWasKilledWhileItWroteAHeaderIsReadAsFarAsTheHeaderSays() throws IOException {
        byte[] killed = CapturedJvm.bytes("killed.jfr");
        killed[Chunk.STATE] = (byte) Chunk.BEING_WRITTEN;
        byte[] withTail = Arrays.copyOf(killed, killed.length + 5000);
        host.put(ENTRY, "r.jfr", withTail);
        Recordings read = host.read();
        assertEquals(SETS, CapturedJvm.sets(read));
        assertTrue(read.unseen().size() <= 1, read.unseen().toString());
    }

    @Test
    void severalChunksInOneFileAreReadAndACopyCountsOnce() throws IOException {
        byte[] one = CapturedJvm.bytes("finished.jfr");
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        row.write(one);
        row.write(CapturedJvm.later(one, 60));
        row.write(CapturedJvm.later(one, 120));
        host.put(FINISHED, "row.jfr", row.toByteArray());
        host.put(FINISHED, "copy.jfr", one);
        assertEquals(3 * SETS, CapturedJvm.sets(host.read()));
    }

    @Test
    void aDumpThatIsNotYetWrittenIsNoGap() throws IOException {
        host.put(FINISHED, "r.jfr", CapturedJvm.bytes("finished.jfr"));
        host.put(FINISHED, "exit.jfr", new byte[0]);
        assertEquals(List.of(), host.read().unseen());
    }

    @Test
    void aPlaceWithNothingInItIsTold() throws IOException {
        host.put(ENTRY, "exit.jfr", new byte[0]);
        assertTrue(onlyGap().contains("nothing is in it"), onlyGap());
    }

    @Test
    void aJvmThatWasKilledBeforeItsFirstFlushIsToldAsAGap() throws IOException {
        byte[] header = Arrays.copyOf(CapturedJvm.bytes("killed.jfr"), Chunk.HEADER);
        ByteBuffer.wrap(header).putLong(8, Chunk.HEADER);
        host.put(ENTRY, "header.jfr", header);
        assertTrue(onlyGap().contains("its JVM was killed before that"), onlyGap());
    }

    @Test
    void aChunkWithoutMetadataIsToldAsAGap() throws IOException {
        byte[] killed = CapturedJvm.bytes("killed.jfr");
        ByteBuffer.wrap(killed).putLong(24, 0);
        host.put(ENTRY, "r.jfr", killed);
        assertTrue(onlyGap().contains("no description of its events"), onlyGap());
    }

    @Test
    void otherFilesAreToldAsGaps() throws IOException {
        host.put(
                ENTRY,
                "text.jfr",
                "this is no recording, whatever its name says; and it is longer than a header"
                        .getBytes(StandardCharsets.UTF_8));
        assertTrue(onlyGap().contains("no chunk of a JFR recording begins there"), onlyGap());
    }

    private String onlyGap() throws IOException {
        Recordings read = host.read();
        assertEquals(0, read.jvms().size());
        assertEquals(1, read.unseen().size(), read.unseen().toString());
        return read.unseen().get(0).why();
    }

    @Test
    void wherverAFileWasCutItIsReadOrToldAndNothingHangs() throws IOException {
        byte[] whole = CapturedJvm.bytes("finished.jfr");
        for (int i = 0; i < 40; i++) {
            int length = (int) ((long) whole.length * i / 40) + i + 1;
            host.put(FINISHED, "r.jfr", Arrays.copyOf(whole, length));
            Recordings read = host.read();
            assertTrue(read.jvms().isEmpty() && !read.unseen().isEmpty(), "cut at " + length);
        }
    }

    @Test
    void whateverBytesAreWrongItEnds() throws IOException {
        Random random = new Random(3);
        byte[] whole = CapturedJvm.bytes("killed.jfr");
        int understood = 0;
        for (int i = 0; i < 60; i++) {
            byte[] torn = whole.clone();
            for (int n = 0; n < 1 + i % 20; n++) {
                torn[Chunk.HEADER + random.nextInt(torn.length - Chunk.HEADER)] = (byte) random.nextInt();
            }
            host.put(ENTRY, "r.jfr", torn);
            Recordings read = host.read(new Bounds(64 << 20, 100_000, Duration.ofSeconds(3)));
            understood += CapturedJvm.sets(read) > 0 ? 1 : 0;
        }
        assertTrue(understood > 0, "some damage leaves events readable");
    }

    @Test
    void lyingHeadersEnd() throws IOException {
        byte[] whole = CapturedJvm.bytes("killed.jfr");
        for (int field = 8; field <= 56; field += 8) {
            for (long lie :
                    new long[] {Long.MIN_VALUE, -1, 0, 1, 69, whole.length - 1, whole.length + 1, Long.MAX_VALUE}) {
                byte[] lying = whole.clone();
                ByteBuffer.wrap(lying).putLong(field, lie);
                host.put(ENTRY, "r.jfr", lying);
                assertNotNull(host.read(new Bounds(64 << 20, 100_000, Duration.ofSeconds(3))));
            }
        }
    }

    @Test
    void aPipeInPlaceOfAFileHangsNobody() throws Exception {
        host.put(ENTRY, "r.jfr", CapturedJvm.bytes("killed.jfr"));
        Process mkfifo = new ProcessBuilder(
                        "mkfifo", host.folder(ENTRY).resolve("pipe.jfr").toString())
                .start();
        assumeTrue(mkfifo.waitFor() == 0, "needs mkfifo");
        Recordings read = host.read();
        assertEquals(SETS, CapturedJvm.sets(read));
        assertTrue(
                read.unseen().toString().contains("pipe.jfr: no file"),
                read.unseen().toString());
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        Files.write(elsewhere.resolve("secret.jfr"), CapturedJvm.bytes("killed.jfr"));
        host.put(FINISHED, "r.jfr", CapturedJvm.bytes("finished.jfr"));
        Files.createSymbolicLink(host.folder(FINISHED).resolve("link.jfr"), elsewhere.resolve("secret.jfr"));
        Files.createSymbolicLink(host.folder(FINISHED).resolve("below"), elsewhere);
        Files.createSymbolicLink(host.state().resolve("jvm").resolve("8-1"), elsewhere);
        Recordings read = host.read();
        assertEquals(SETS, CapturedJvm.sets(read));
        assertTrue(
                read.unseen().toString().contains("link.jfr: a link is not followed"),
                read.unseen().toString());
        assertTrue(read.unseen().toString().contains("8-1"), read.unseen().toString());
    }

    @Test
    void aFloodOfPlantedThingsIsToldInFewWordsAndOpensFewFolders() throws IOException {
        for (int i = 0; i < 300; i++) {
            Files.createSymbolicLink(host.folder("7-1").resolve(i + ".jfr"), Path.of("/etc/passwd"));
            Files.createSymbolicLink(host.state().resolve("jvm").resolve("8-" + i), Path.of("/etc"));
            Files.createDirectories(host.folder("9-1").resolve(i + "/" + i + "/" + i + "/" + i));
        }
        host.put(FINISHED, "r.jfr", CapturedJvm.bytes("finished.jfr"));
        Recordings read = host.read();
        assertEquals(SETS, CapturedJvm.sets(read));
        assertTrue(read.unseen().size() < 12, read.unseen().toString());
        assertTrue(
                read.unseen().toString().contains("more files or folders like those"),
                read.unseen().toString());
    }

    @Test
    void aHardLinkToAnothersFileIsNotRead() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root to make files of others");
        host.put(ENTRY, "r.jfr", CapturedJvm.bytes("killed.jfr"));
        Path theirs = Files.write(host.folder(ENTRY).resolve("theirs.jfr"), CapturedJvm.bytes("finished.jfr"));
        Files.setAttribute(theirs, "unix:uid", 12345);
        Recordings read = host.read();
        assertEquals(SETS, CapturedJvm.sets(read));
        assertTrue(
                read.unseen().toString().contains("its owner is not the folder's"),
                read.unseen().toString());
    }

    @Test
    void namesThatNoAgentGivesAreLeftAlone() throws IOException {
        host.put("lost+found", "r.jfr", CapturedJvm.bytes("killed.jfr"));
        host.put("0-1", "r.jfr", CapturedJvm.bytes("killed.jfr"));
        assertEquals(Recordings.NONE, host.read());
    }

    @Test
    void theBoundsHoldAndWhatWasLeftOutIsTold() throws IOException {
        byte[] chunk = CapturedJvm.bytes("finished.jfr");
        for (int i = 0; i < 10; i++) {
            host.put(FINISHED, i + ".jfr", CapturedJvm.later(chunk, 60L * i));
        }
        Recordings read = host.read(new Bounds(4L * chunk.length, 100_000, Duration.ofSeconds(20)));
        assertEquals(4 * SETS, CapturedJvm.sets(read));
        assertTrue(read.unseen().toString().contains("6 chunks"), read.unseen().toString());
        assertFalse(read.jvms().get(0).complete());
        assertEquals(newest(chunk, 9), read.jvms().get(0).to().minusMillis(1).getEpochSecond() / 60);

        Recordings few = host.read(new Bounds(64 << 20, 7, Duration.ofSeconds(20)));
        assertEquals(7, few.jvms().get(0).events().size());
    }

    private static long newest(byte[] chunk, long minutes) {
        ByteBuffer header = ByteBuffer.wrap(chunk);
        long end = header.getLong(32) + header.getLong(40);
        return (end / 1_000_000 - 1) / 1000 / 60 + minutes;
    }

    @Test
    void whatCoversTheTimesOfSetsIsReadFirst() throws IOException {
        byte[] chunk = CapturedJvm.bytes("finished.jfr");
        for (int i = 0; i < 10; i++) {
            host.put(FINISHED, i + ".jfr", CapturedJvm.later(chunk, 60L * i));
        }
        long start = ByteBuffer.wrap(chunk).getLong(32) / 1_000_000_000L;
        Recordings read = host.read(new Bounds(chunk.length, 100_000, Duration.ofSeconds(20)), start + 180, 5);
        Instant from = read.jvms().get(0).from();
        assertEquals(start + 180, from.getEpochSecond());
    }

    @Test
    void manyFilesOfOneUserDoNotHideThoseOfAnother() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root to make files of others");
        byte[] chunk = CapturedJvm.bytes("finished.jfr");
        host.put(FINISHED, "r.jfr", chunk);
        for (int i = 0; i < 10; i++) {
            Path theirs = host.put("9-" + i, "r.jfr", CapturedJvm.later(chunk, 600 + i));
            Files.setAttribute(theirs, "unix:uid", 12345);
            Files.setAttribute(theirs.getParent(), "unix:uid", 12345);
        }
        Recordings read = host.read(new Bounds(2L * chunk.length, 100_000, Duration.ofSeconds(20)));
        long ours = ByteBuffer.wrap(chunk).getLong(32) / 1_000_000_000L;
        assertTrue(
                read.jvms().stream().anyMatch(jvm -> jvm.from().getEpochSecond() == ours),
                read.unseen().toString());
    }

    @Test
    void manyFoldersOfOneUserDoNotUseUpThePlaces() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root to make files of others");
        Path old = host.put(FINISHED, "r.jfr", CapturedJvm.bytes("finished.jfr"));
        Files.setLastModifiedTime(old.getParent(), java.nio.file.attribute.FileTime.fromMillis(0));
        for (int i = 0; i < 1_100; i++) {
            Path theirs = host.put("9-" + i, "r.jfr", new byte[0]);
            Files.setAttribute(theirs, "unix:uid", 12345);
            Files.setAttribute(theirs.getParent(), "unix:uid", 12345);
        }
        Recordings read = host.read();
        assertEquals(SETS, CapturedJvm.sets(read));
        assertTrue(
                read.unseen().toString().contains("more than the 200 JVMs of uid 12345"),
                read.unseen().toString());
    }

    @Test
    void whatAUserNamesIsReadWhoeverOwnsItAndTheRestOnlyIfAsked() throws IOException {
        Path given = Files.createDirectories(root.resolve("fetched"));
        Files.write(given.resolve("a.jfr"), CapturedJvm.bytes("killed.jfr"));
        host.put(FINISHED, "r.jfr", CapturedJvm.bytes("finished.jfr"));
        Sought nothing = new Sought(List.of(), true, Set.of(), new long[0]);
        for (Path named : List.of(given, given.resolve("a.jfr"))) {
            Recordings only = host.reader(MUCH).read(nothing, List.of(named), false);
            assertEquals(SETS, CapturedJvm.sets(only));
            assertTrue(only.jvms().get(0).given());
        }
        Recordings folders =
                host.reader(MUCH).read(nothing, List.of(host.state().resolve("jvm")), false);
        assertEquals(SETS, CapturedJvm.sets(folders));
        assertEquals(2 * SETS, CapturedJvm.sets(host.reader(MUCH).read(nothing, List.of(given), true)));
    }
}
