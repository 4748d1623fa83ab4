package org.semtrail.capture.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private static final Archive.Bounds SMALL = new Archive.Bounds(1 << 20, 8 << 20);

    @TempDir
    private Path temp;

    private Archive read(Path file) throws IOException {
        return Archive.read(file, Files.createDirectories(temp.resolve("inner/folder")), SMALL);
    }

    @Test
    void namesLeadNowhereAndLinksAreLeft() throws IOException {
        Path file = temp.resolve("evil.tar.gz");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            entry(tar, "../../escaped", "out");
            entry(tar, "/tmp/semtrail-absolute", "out");
            TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        Archive archive = read(file);
        assertEquals(
                List.of("../../escaped", "tmp/semtrail-absolute"),
                archive.members().stream().map(Archive.Member::name).toList());
        archive.members()
                .forEach(
                        m -> assertEquals(temp.resolve("inner/folder"), m.file().getParent()));
        assertFalse(Files.exists(temp.resolve("escaped")));
        assertFalse(Files.exists(Path.of("/tmp/semtrail-absolute")));
    }

    private static void entry(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    @Test
    void whatUnpacksToTooMuchIsCutAndTold() throws IOException {
        Path file = temp.resolve("bomb.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 100; i++) {
                out.write(text(1 << 20));
            }
        }
        Archive archive = read(file);
        assertTrue(Files.size(archive.members().get(0).file()) <= SMALL.each());
        assertFalse(archive.unseen().isEmpty());
    }

    @Test
    void aZipIsUnpackedByTheSameRules() throws IOException {
        Path file = temp.resolve("evil.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("logs/"));
            zip.putNextEntry(new ZipEntry("../../escaped"));
            zip.write("out".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("sosreport-x/usr/bin/who-knows"));
            zip.write(new byte[1 << 10]);
        }
        Archive archive = read(file);
        assertEquals(
                List.of("../../escaped"),
                archive.members().stream().map(Archive.Member::name).toList());
        assertEquals("out", Files.readString(archive.members().get(0).file()));
        assertFalse(Files.exists(temp.resolve("escaped")));
        assertEquals(3 + (1 << 10), archive.unpacked());
    }

    /** As of Windows, which writes names in the code page of the machine. */
    @Test
    void aZipWithNamesOfAnOldCodePageIsRead() throws IOException {
        Path file = temp.resolve("old.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.ISO_8859_1)) {
            zip.putNextEntry(new ZipEntry("gr\u0094\u00e1e.log"));
            zip.write("first".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("httpd.log"));
            zip.write("second".getBytes(StandardCharsets.UTF_8));
        }
        Archive archive = read(file);
        assertEquals(2, archive.members().size(), archive.unseen().toString());
        assertEquals("httpd.log", archive.members().get(1).name());
    }

    @Test
    void aZipThatUnpacksToTooMuchEndsWithTheReason() throws IOException {
        Path file = temp.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 40; i++) {
                zip.putNextEntry(new ZipEntry("log-" + i));
                zip.write(text(1 << 19));
            }
        }
        Archive archive = read(file);
        assertTrue(
                archive.unseen().toString().contains("it unpacks to more than 8388608 bytes"), "" + archive.unseen());
        assertTrue(onDisk() <= SMALL.all(), onDisk() + " bytes");
    }

    @Test
    void noMoreIsUnpackedThanIsLeftOfWhatAllMayUnpackTo() throws IOException {
        Path file = temp.resolve("log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text(1 << 16));
        }
        Archive archive =
                Archive.read(file, Files.createDirectories(temp.resolve("inner/folder")), SMALL.within(1 << 10));
        assertTrue(archive.unseen().toString().contains("it unpacks to more than 1024 bytes"), "" + archive.unseen());
        assertTrue(onDisk() <= 1 << 10);
    }

    /** Of a wanted kind, other than so many zeros. */
    private static byte[] text(int size) {
        return "a line of a log that says nothing\n"
                .repeat(size / 16)
                .substring(0, size)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsOfNoWantedKindIsNotKeptAndNamed() throws IOException {
        Path file = temp.resolve("mixed.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("zeros"));
            zip.write(new byte[4 << 20]);
            zip.putNextEntry(new ZipEntry("system.journal"));
            zip.write("LPKSHHRH".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("log"));
            zip.write(text(100));
        }
        Archive archive = read(file);
        assertEquals(
                List.of("log"),
                archive.members().stream().map(Archive.Member::name).toList());
        assertEquals(100, onDisk());
        assertTrue(
                archive.unseen()
                        .toString()
                        .contains("a systemd journal, not text; try: journalctl --file FILE >FILE.txt"),
                "" + archive.unseen());
    }

    private long onDisk() throws IOException {
        try (Stream<Path> all = Files.walk(temp.resolve("inner"))) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        }
    }
}
