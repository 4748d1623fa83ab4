package org.semtrail.capture.offline;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * What a file is known by: the same log, sent twice or packed and plain, is one piece of evidence.
 *
 * @param sha256 of its bytes
 * @param content SHA-256 of what is in it, unpacked where it is gzip that unpacks; else of its bytes
 */
public record Fingerprint(String sha256, String content) {
    private static final long MOST_UNPACKED = 8L << 30;

    /** @throws IOException where it cannot be read to its end */
    public static Fingerprint of(Path file) throws IOException {
        MessageDigest raw = digest();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(2);
            byte[] head = in.readNBytes(2);
            in.reset();
            InputStream read = new DigestInputStream(in, raw);
            boolean gzip = head.length == 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
            String content = gzip ? unpacked(read) : null;
            drain(read, new byte[1 << 16]);
            String sha256 = HexFormat.of().formatHex(raw.digest());
            return new Fingerprint(sha256, content == null ? sha256 : content);
        }
    }

    /** Null where it does not unpack, or to very much. */
    private static String unpacked(InputStream in) {
        MessageDigest content = digest();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try {
            // Not closed: what follows the gzip is of the file, too.
            InputStream plain = new GZIPInputStream(in, 1 << 16);
            for (int n = plain.read(buffer); n >= 0 && size <= MOST_UNPACKED; n = plain.read(buffer)) {
                content.update(buffer, 0, n);
                size += n;
            }
        } catch (IOException damaged) {
            return null;
        }
        return size > MOST_UNPACKED ? null : HexFormat.of().formatHex(content.digest());
    }

    private static void drain(InputStream in, byte[] buffer) throws IOException {
        while (in.read(buffer) >= 0) {
            // The digest looks on.
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
