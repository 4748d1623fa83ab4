package org.semtrail.capture.jfr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of one chunk of a recording: a file is a row of chunks, each readable by itself (jdk.jfr,
 * ChunkHeader.java).
 *
 * @param offset where it begins in its file
 * @param size how much of it has been flushed
 * @param metadataAt where the description of its event types begins, from {@code offset}
 * @param start when it was begun, by the JVM's clock
 * @param end when it was flushed last
 * @param startTicks with {@code start} the identity of the chunk, also in a copy; of a counter that nobody can set
 * @param ticksPerSecond how fast that counts
 */
record Chunk(
        long offset, long size, long metadataAt, Instant start, Instant end, long startTicks, long ticksPerSecond) {
    static final int HEADER = 68;

    /** Position of the byte that is 0 in a finished chunk, 255 while the header is written, else a generation. */
    static final int STATE = 64;

    static final int BEING_WRITTEN = 255;

    /** Clocks of kernel and JVM are read a little apart, and drift during a long chunk. */
    static final int MARGIN_SECONDS = 2;

    private static final int MAGIC = 'F' << 24 | 'L' << 16 | 'R' << 8;
    private static final int MAX_CHUNKS = 10_000;

    /** The chunks of a file, and why the walk ended before the end of the file; null where it did not. */
    record Walk(List<Chunk> chunks, String stopped) {}

    static Walk walk(SeekableByteChannel file) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        long length = file.size();
        for (long at = 0; at < length; ) {
            if (chunks.size() == MAX_CHUNKS) {
                return new Walk(chunks, "it has more than " + MAX_CHUNKS + " chunks");
            }
            ByteBuffer header = read(file, at, HEADER);
            String flaw = flaw(header, length - at);
            if (flaw != null) {
                return new Walk(chunks, flaw);
            }
            Chunk chunk = of(header, at);
            chunks.add(chunk);
            at += chunk.size();
        }
        return new Walk(chunks, null);
    }

    private static String flaw(ByteBuffer header, long rest) {
        if (header.hasRemaining()) {
            return "it ends within the header of a chunk";
        }
        if (header.getInt(0) != MAGIC) {
            return "no chunk of a JFR recording begins there";
        }
        long size = header.getLong(8);
        if (size >= 0 && size <= HEADER) {
            return "nothing of a chunk was flushed: its JVM was killed before that, or has just begun";
        }
        if (size < 0 || size > rest) {
            return "a chunk of it is cut short: " + rest + " of " + size + " bytes are there";
        }
        long metadata = header.getLong(24);
        return metadata < HEADER || metadata >= size
                ? "a chunk of it has no description of its events: its JVM was killed before that was written"
                : null;
    }

    private static Chunk of(ByteBuffer header, long at) {
        Instant start = instant(header.getLong(32));
        long nanos = Math.max(0, header.getLong(40));
        return new Chunk(
                at,
                header.getLong(8),
                header.getLong(24),
                start,
                start.plusNanos(nanos),
                header.getLong(48),
                header.getLong(56));
    }

    private static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L));
    }

    /** Up to {@code length} bytes; the buffer has room left where the file ended before. */
    static ByteBuffer read(SeekableByteChannel file, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        file.position(at);
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            // Until all is read or the file ends.
        }
        return buffer;
    }
}
