package org.semtrail.capture.offline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads bytes as lines in bounded memory, whatever they are: a line longer than a piece comes in pieces that overlap, so
 * that a message across their border is found.
 */
final class LogLines {
    static final int PIECE = 4096;
    private static final int OVERLAP = 512;

    /** Control sequences of a terminal (ECMA-48, CSI): logs of containers are full of them. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    final byte[] piece = new byte[PIECE];
    int length;
    long number;
    private boolean cut;

    LogLines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next piece; false at the end of the stream. */
    boolean next() throws IOException {
        if (cut) {
            System.arraycopy(piece, PIECE - OVERLAP, piece, 0, OVERLAP);
            length = OVERLAP;
        } else {
            length = 0;
        }
        int kept = length;
        boolean more = fill();
        if (length == kept && !more) {
            return false;
        }
        if (kept == 0) {
            number++;
        }
        return true;
    }

    private boolean fill() throws IOException {
        cut = false;
        while (at < end || refill()) {
            byte b = buffer[at++];
            if (b == '\n') {
                return true;
            }
            piece[length++] = b;
            if (length == PIECE) {
                cut = true;
                return true;
            }
        }
        return false;
    }

    private boolean refill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    /** The piece as text, colours taken off; bytes that are no UTF-8 become the replacement character. */
    String text() {
        int n = length > 0 && piece[length - 1] == '\r' ? length - 1 : length;
        String text = new String(piece, 0, n, StandardCharsets.UTF_8);
        return text.indexOf('\u001b') < 0 ? text : COLOUR.matcher(text).replaceAll("");
    }
}
