package org.semtrail.capture.jfr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies one chunk into a file of its own that every reader opens, whether it is finished, being written, or was left by
 * a killed JVM: the copy ends with what was flushed, and says that it is finished. The evidence itself is not touched.
 */
final class ChunkCopy {
    private static final int MAX_METADATA = 8 << 20;
    private static final int MAX_GROWTH = 64 << 20;
    private static final int BUFFER = 1 << 18;
    private static final int TRIES = 20;
    private static final long PAUSE_NANOS = 2_000_000L;

    private ChunkCopy() {}

    /** Whether events of ours are among its event types at all; in a JVM with agent they are. */
    static boolean hasOurs(SeekableByteChannel file, Chunk chunk) throws IOException {
        long longest = Math.min(chunk.size() - chunk.metadataAt(), MAX_METADATA);
        ByteBuffer metadata = Chunk.read(file, chunk.offset() + chunk.metadataAt(), (int) longest);
        return contains(metadata, EventKind.PREFIX.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean contains(ByteBuffer text, byte[] word) {
        byte[] bytes = text.array();
        for (int i = 0; i <= text.position() - word.length; i++) {
            if (bytes[i] == word[0] && Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Copies until the header's state is the same before and after: what a JVM flushes meanwhile moves the tables of a
     * chunk. A state that stays "being written" was left so by a killed JVM.
     */
    static void copy(SeekableByteChannel file, Chunk chunk, Path to) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int before = state(file, chunk);
            if (before != Chunk.BEING_WRITTEN || i == TRIES - 1) {
                copyOnce(file, chunk, to);
                if (state(file, chunk) == before) {
                    return;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IOException("it was written to all the while it was copied");
    }

    private static int state(SeekableByteChannel file, Chunk chunk) throws IOException {
        return Chunk.read(file, chunk.offset() + Chunk.STATE, 1).get(0) & 0xff;
    }

    private static void copyOnce(SeekableByteChannel file, Chunk chunk, Path to) throws IOException {
        // Anew: a flush since the walk has moved its tables.
        ByteBuffer header = Chunk.read(file, chunk.offset(), Chunk.HEADER);
        long size = header.getLong(8);
        if (size < chunk.size() || size > chunk.size() + MAX_GROWTH) {
            throw new IOException("it became another one while it was read");
        }
        try (FileChannel copy = FileChannel.open(
                to, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            header.put(Chunk.STATE, (byte) 0);
            copy.write(header.flip());
            for (long at = Chunk.HEADER; at < size; ) {
                int length = (int) Math.min(BUFFER, size - at);
                ByteBuffer part = Chunk.read(file, chunk.offset() + at, length);
                if (part.hasRemaining()) {
                    throw new IOException("it became shorter while it was copied");
                }
                copy.write(part.flip());
                at += length;
            }
        }
    }
}
