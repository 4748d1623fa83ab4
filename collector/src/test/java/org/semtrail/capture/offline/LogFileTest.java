package org.semtrail.capture.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final String LINE = "semget: No space left on device\n";

    @TempDir
    Path dir;

    @Test
    void knowsGzipByItsContentNotItsName() throws IOException {
        Path log = Files.write(dir.resolve("error.log"), gzip(LINE));
        assertEquals(1, scan(log).hits().size());
    }

    @Test
    void aCutGzipGivesWhatItHasAndSaysSo() throws IOException {
        byte[] noise = new byte[60_000];
        new Random(1).nextBytes(noise);
        byte[] packed = gzip(LINE + java.util.HexFormat.of().formatHex(noise));
        LogScan scan = scan(Files.write(dir.resolve("log.gz"), Arrays.copyOf(packed, packed.length - 9)));

        assertEquals(1, scan.hits().size());
        assertTrue(scan.unseen().get(0).why().contains("cut off"), scan.unseen().toString());
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        assertEquals(
                dir.resolve("j")
                        + " is a systemd journal, not text; try: journalctl --file FILE | semtrail doctor --log -",
                refusal(Files.writeString(dir.resolve("j"), "LPKSHHRH....")));
        assertTrue(refusal(Files.write(dir.resolve("x"), new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0}))
                .contains("compressed with xz"));
    }

    @Test
    void refusesWhatNeverEnds() throws Exception {
        Path pipe = dir.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertTrue(refusal(pipe).contains("no regular file"));
        assertTrue(refusal(Path.of("/dev/zero")).contains("no regular file"));
        assertTrue(refusal(Path.of("/proc/self/status")).contains("no regular file"));
        assertTrue(refusal(dir).contains("is a directory"));
    }

    @Test
    void saysWhatIsMissing() {
        assertEquals("there is no file " + dir.resolve("gone"), refusal(dir.resolve("gone")));
    }

    @Test
    void readsAFileAsLongAsItWasWhenOpened() throws IOException {
        Path log = Files.writeString(dir.resolve("growing"), LINE);
        try (InputStream in = LogFile.open(log)) {
            Files.writeString(log, LINE.repeat(9), StandardOpenOption.APPEND);
            assertEquals(LINE, new String(in.readAllBytes(), UTF_8));
        }
    }

    private static String refusal(Path file) {
        return assertThrows(IOException.class, () -> LogFile.open(file).close()).getMessage();
    }

    private static LogScan scan(Path log) throws IOException {
        try (InputStream in = LogFile.open(log)) {
            return LogScanner.scan(log.toString(), in);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
