package org.semtrail.capture.offline;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Journals that were printed for programs (journalctl -o json, json-pretty, export, verbose) and Docker's json-file, as lines
 * that have their time, program and message together; other lines as they are.
 */
final class JournalText extends InputStream {
    private static final int HEAD = 4 << 10;
    private static final int LONGEST = 256 << 10;
    private static final Pattern JSON =
            Pattern.compile("^\\{\\s*\"(?:(?s:.*)__REALTIME_TIMESTAMP\"|log\"\\s*:(?s:.*)\"time\"\\s*:)");
    private static final Pattern EXPORT = Pattern.compile("^__(?:CURSOR|REALTIME_TIMESTAMP)=");
    private static final Pattern VERBOSE = Pattern.compile(
            "^\\p{L}{3} (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})? \\S{1,9}) \\[s=[0-9a-f]+;",
            Pattern.MULTILINE);
    private static final Pattern FIELD = Pattern.compile("^ *([A-Z_][A-Z0-9_]{0,63})=(.*)$");

    private final InputStream in;
    private JournalEntry open = new JournalEntry();
    private StringBuilder object;
    private boolean ended;
    private byte[] ready = {};
    private int at;

    private JournalText(InputStream in) {
        this.in = in;
    }

    /** The text itself where it is none of these. */
    static InputStream of(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(HEAD);
        String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
        in.reset();
        boolean isJournal = JSON.matcher(head).find()
                || EXPORT.matcher(head).find()
                || VERBOSE.matcher(head).find();
        return isJournal ? new JournalText(in) : in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (at == ready.length) {
            if (ended) {
                return -1;
            }
            String line = line();
            ready = (line == null ? end() : taken(line)).getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        int n = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, into, from, n);
        at += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Null at the end; of a line that is very long the pieces. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = line.size() < LONGEST ? in.read() : '\n') {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** What can be said after this line; nothing as long as its entry may go on. */
    private String taken(String line) {
        if (object != null) {
            return ofObject(line);
        }
        if (line.strip().equals("{")) {
            object = new StringBuilder(line);
            return "";
        }
        if (line.startsWith("{")) {
            return JournalEntry.ofJson(line).map(JournalEntry::lines).orElse(line + "\n");
        }
        Matcher verbose = VERBOSE.matcher(line);
        Matcher field = FIELD.matcher(line);
        if (verbose.find()) {
            String before = entry();
            open.at(verbose.group(1));
            return before;
        }
        if (field.matches()) {
            open.put(field.group(1), field.group(2));
            return "";
        }
        return line.isBlank() ? entry() : line + "\n";
    }

    private String ofObject(String line) {
        object.append('\n').append(line);
        if (!line.startsWith("}") && object.length() < LONGEST) {
            return "";
        }
        String text = object.toString();
        object = null;
        Optional<JournalEntry> entry = JournalEntry.ofJson(text);
        return entry.map(JournalEntry::lines).orElse(text + "\n");
    }

    private String entry() {
        String lines = open.lines();
        open = new JournalEntry();
        return lines;
    }

    private String end() {
        ended = true;
        return entry() + (object == null ? "" : object + "\n");
    }
}
