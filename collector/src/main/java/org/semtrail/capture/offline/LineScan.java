package org.semtrail.capture.offline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Finds the lines of a text that tell of beginnings and ends; of any size, in bounded memory. */
public final class LineScan {
    private static final Optional<LifeLine.Told> NOTHING = Optional.empty();

    private LineScan() {}

    /**
     * @param visit is given each line that tells something, and what
     * @param clock is shown the times of all lines
     */
    public static void scan(InputStream in, BiConsumer<String, LifeLine.Told> visit, BackSteps clock)
            throws IOException {
        LogLines lines = new LogLines(in);
        long last = 0;
        while (lines.next()) {
            // The pieces of one long line tell once.
            if (lines.number == last) {
                continue;
            }
            last = lines.number;
            boolean tells = LifeLine.WORDS.anyIn(lines.piece, lines.length);
            if (tells || clock.wants(last)) {
                String text = new String(lines.piece, 0, lines.length, StandardCharsets.UTF_8);
                clock.line(last, text);
                (tells && !LineFacts.isRequest(text) ? LifeLine.in(text) : NOTHING)
                        .ifPresent(t -> visit.accept(text, t));
            }
        }
    }

    /** When a line was written, as it says; null where it does not. */
    public static String timeOf(String line) {
        String time = LineFacts.time(line);
        return time == null ? line.length() > 40 ? line.substring(0, 40) : line : time;
    }
}
