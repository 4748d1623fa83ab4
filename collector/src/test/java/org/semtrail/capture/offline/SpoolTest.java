package org.semtrail.capture.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.offline.Spool.Bounds;

/** What a pipe says is kept, and there is an end to waiting for more. */
class SpoolTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final byte[] LINE = "a line\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temp;

    /** Says one line, and then, or again and again, waits. */
    private static InputStream line(CountDownLatch until, boolean again) {
        return new InputStream() {
            private boolean said;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                if (said && !again) {
                    try {
                        until.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return -1;
                }
                said = true;
                System.arraycopy(LINE, 0, into, from, LINE.length);
                return LINE.length;
            }
        };
    }

    private Path file() {
        return temp.resolve("kept");
    }

    @Test
    void whatEndsIsKeptWhole() throws IOException {
        assertNull(Spool.keep(() -> new ByteArrayInputStream(LINE), file(), new Bounds(100, LONG, LONG, LONG)));
        assertEquals("a line\n", Files.readString(file()));
    }

    @Test
    void whatFallsSilentIsKeptUntilThere() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        String flaw = Spool.keep(() -> line(end, false), file(), new Bounds(100, LONG, SHORT, LONG));
        end.countDown();
        assertTrue(flaw.startsWith("it said nothing for"), flaw);
        assertEquals("a line\n", Files.readString(file()));
    }

    @Test
    void whatNeverEndsIsLeftByTimeOrSize() throws IOException {
        CountDownLatch end = new CountDownLatch(0);
        String late = Spool.keep(() -> line(end, true), file(), new Bounds(Long.MAX_VALUE, LONG, LONG, SHORT));
        assertTrue(late.startsWith("it did not end"), late);
        String large = Spool.keep(() -> line(end, true), file(), new Bounds(20, LONG, LONG, LONG));
        assertEquals("only its first 14 bytes were read", large);
        assertEquals("a line\na line\n", Files.readString(file()));
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        String flaw = Spool.keep(() -> Files.newInputStream(temp), file(), new Bounds(20, LONG, LONG, LONG));
        assertEquals("Is a directory", flaw);
    }
}
