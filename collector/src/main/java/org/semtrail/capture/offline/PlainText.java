package org.semtrail.capture.offline;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.input.ReaderInputStream;

/** Text as UTF-8, whatever it was written in, as far as its first bytes tell: PowerShell and editors of Windows write such marks. */
final class PlainText {
    private static final int LONGEST_MARK = 3;

    private PlainText() {}

    /** The text without its mark. */
    static InputStream of(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(LONGEST_MARK);
        byte[] head = in.readNBytes(LONGEST_MARK);
        in.reset();
        if (starts(head, 0xef, 0xbb, 0xbf)) {
            in.skipNBytes(LONGEST_MARK);
            return in;
        }
        Charset wide = starts(head, 0xff, 0xfe)
                ? StandardCharsets.UTF_16LE
                : starts(head, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : null;
        if (wide == null) {
            return in;
        }
        in.skipNBytes(2);
        return ReaderInputStream.builder()
                .setReader(new InputStreamReader(in, wide))
                .setCharset(StandardCharsets.UTF_8)
                .get();
    }

    /** The same of the beginning of a file. */
    static byte[] of(byte[] head) {
        if (!starts(head, 0xef, 0xbb, 0xbf) && !starts(head, 0xff, 0xfe) && !starts(head, 0xfe, 0xff)) {
            return head;
        }
        try (InputStream in = of(new ByteArrayInputStream(head))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean starts(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
