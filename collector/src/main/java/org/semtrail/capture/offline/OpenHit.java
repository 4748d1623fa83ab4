package org.semtrail.capture.offline;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.host.Errno;

/** A message whose following lines may still belong to it. */
final class OpenHit {
    /** How many lines below a message may belong to it: PostgreSQL and Oracle write up to three. */
    private static final int REACH = 5;

    private static final int DETAILS = 4;
    private static final int EXCERPT = 300;

    final MessageSignature signature;
    final long line;
    private final String text;
    private final int at;
    private final List<String> details = new ArrayList<>();
    private Errno errno;

    OpenHit(MessageSignature signature, long line, String text, int at, Errno errno) {
        this.signature = signature;
        this.line = line;
        this.text = text;
        this.at = at;
        this.errno = errno == null ? signature.errno() : errno;
    }

    boolean isInReach(long number) {
        return number - line <= REACH;
    }

    boolean awaitsErrno() {
        return errno == null;
    }

    void add(String detail, Errno told) {
        if (errno == null) {
            errno = told;
        }
        if (details.size() < DETAILS) {
            details.add(excerpt(detail, 0));
        }
    }

    /** The finished hit; null where the errno that would make it one never came. */
    LogHit close(String source) {
        if (errno == null && signature.errnoLater()) {
            return null;
        }
        String all = text + " " + String.join(" ", details);
        String time = LineFacts.time(text);
        return new LogHit(
                source,
                line,
                line,
                1,
                1,
                time,
                time,
                LineFacts.pid(text),
                signature,
                errno,
                LineFacts.object(all),
                excerpt(text, at),
                details);
    }

    private static String excerpt(String text, int at) {
        String whole = text.strip();
        if (whole.length() <= EXCERPT) {
            return whole;
        }
        int from = Math.max(0, Math.min(at - EXCERPT / 2, text.length() - EXCERPT));
        return (from > 0 ? "…" : "") + text.substring(from, Math.min(text.length(), from + EXCERPT)) + "…";
    }
}
