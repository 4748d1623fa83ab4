package org.semtrail.capture.offline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Keeps in a file what a pipe says. There is an end to how much that is and how long it takes, for nobody may write to it, or
 * never stop: journalctl -f does not.
 */
final class Spool {
    private static final long POLL_MILLIS = 50;

    private final Bounds bounds;
    private final Path to;
    private final long begun = System.nanoTime();
    private volatile boolean opened;
    private volatile boolean left;
    private volatile long heard = System.nanoTime();
    private volatile String flaw;

    /**
     * When to stop.
     *
     * @param bytes so many are kept
     * @param opening until somebody has it open to write to it
     * @param silence until it says more
     * @param all until it ends
     */
    record Bounds(long bytes, Duration opening, Duration silence, Duration all) {
        static final Bounds USUAL =
                new Bounds(1L << 30, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofMinutes(10));
    }

    /** Opens what is kept; a named pipe nobody writes to lets one wait. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    private Spool(Path to, Bounds bounds) {
        this.to = to;
        this.bounds = bounds;
    }

    /** What of it was not kept, and why; null for nothing. */
    static String keep(Opening pipe, Path to, Bounds bounds) {
        Spool spool = new Spool(to, bounds);
        Thread reader = new Thread(() -> spool.copy(pipe), "pipe");
        reader.setDaemon(true);
        reader.start();
        try {
            while (reader.isAlive() && spool.tooLong() == null) {
                reader.join(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        spool.left = true;
        return reader.isAlive() ? spool.tooLong() : spool.flaw;
    }

    private String tooLong() {
        if (!opened) {
            return since(begun, bounds.opening()) ? "nobody writes to this pipe" : null;
        }
        if (since(heard, bounds.silence())) {
            return "it said nothing for " + bounds.silence().toSeconds()
                    + " seconds and did not end; what it said before was read";
        }
        return since(begun, bounds.all())
                ? "it did not end in " + bounds.all().toMinutes() + " minutes; what it said until then was read"
                : null;
    }

    private static boolean since(long nanos, Duration patience) {
        return System.nanoTime() - nanos > patience.toNanos();
    }

    private void copy(Opening pipe) {
        // What is read from stdin is not closed with it.
        try (OutputStream out = Files.newOutputStream(to)) {
            InputStream in = pipe.open();
            heard = System.nanoTime();
            opened = true;
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            for (int n = in.read(buffer); n >= 0 && !left; n = in.read(buffer)) {
                if (size + n > bounds.bytes()) {
                    flaw = "only its first " + size + " bytes were read";
                    return;
                }
                out.write(buffer, 0, n);
                size += n;
                heard = System.nanoTime();
            }
        } catch (IOException e) {
            flaw = Reason.of(e);
        }
    }
}
