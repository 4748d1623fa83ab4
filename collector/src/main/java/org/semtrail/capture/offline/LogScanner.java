package org.semtrail.capture.offline;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.offline.MessageSignature.Role;

/** Reads one log, whatever its size and content, and gathers the failures that it tells. */
public final class LogScanner {
    /** So many different objects of one log are told apart; what comes after them is counted without its object. */
    private static final int OBJECTS = 200;

    /** So many different wordings of one kind of failure are told apart. */
    private static final int WORDINGS = 100;

    private static final Pattern NUMBERS = Pattern.compile("\\b0x[0-9a-fA-F]+|\\b[0-9a-fA-F]{8,}|\\d+");

    /** Pieces of one line that are looked at; the rest of such a line is skipped, and the scan says so. */
    private static final int PIECES = 64;

    private final String source;
    private final boolean everything;
    private final Map<List<Object>, Set<String>> wordings = new HashMap<>();
    private final Map<List<Object>, LogHit> hits = new LinkedHashMap<>();
    private OpenHit open;
    private long longLine;
    private int looked;
    private boolean skipped;

    private final Predicate<String> wanted;

    private LogScanner(String source, boolean everything, Predicate<String> wanted) {
        this.source = source;
        this.everything = everything;
        this.wanted = wanted;
    }

    /** The failures that a log tells. */
    public static LogScan scan(String source, InputStream in) {
        return scan(source, in, time -> true);
    }

    /** @param wanted by the time of its line, as that has it, whether a failure is gathered; null for none */
    public static LogScan scan(String source, InputStream in, Predicate<String> wanted) {
        return new LogScanner(source, false, wanted).read(new LogLines(in));
    }

    /** All that can be said about a pasted text: also look-alikes, commands and lines of tables. */
    public static LogScan explain(String source, InputStream in) {
        return new LogScanner(source, true, time -> true).read(new LogLines(in));
    }

    private LogScan read(LogLines lines) {
        Unseen broken = null;
        try {
            while (lines.next()) {
                if (isWorthALook(lines)) {
                    look(lines.number, lines.text());
                }
            }
        } catch (EOFException | ZipException e) {
            broken = Unseen.failed(source, "damaged or cut off after line " + lines.number + ": " + e.getMessage());
        } catch (IOException e) {
            broken = Unseen.failed(source, "reading stopped after line " + lines.number + ": " + e.getMessage());
        }
        close();
        Unseen rest = skipped ? Unseen.failed(source, "lines longer than 256 KiB were read in part") : null;
        return new LogScan(
                source,
                lines.number,
                List.copyOf(hits.values()),
                java.util.stream.Stream.of(broken, rest)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private boolean isWorthALook(LogLines lines) {
        boolean near = open != null && open.isInReach(lines.number);
        if (!everything && !near && !Anchors.OF_MESSAGES.anyIn(lines.piece, lines.length)) {
            return false;
        }
        looked = lines.number == longLine ? looked + 1 : 0;
        longLine = lines.number;
        skipped |= looked >= PIECES;
        return looked < PIECES;
    }

    private void look(long number, String text) {
        if (!everything && LineFacts.isRequest(text)) {
            return;
        }
        Errno errno = ErrnoWords.in(text).orElse(null);
        if (open != null && !open.isInReach(number)) {
            close();
        }
        for (MessageSignature signature : MessageSignatures.ALL) {
            Optional<Integer> at = signature.find(text, errno);
            if (at.isPresent()) {
                recognised(signature, number, text, at.get(), errno);
                return;
            }
        }
        if (open != null && open.awaitsErrno() && errno != null) {
            open.add(text, errno);
        }
    }

    private void recognised(MessageSignature signature, long number, String text, int at, Errno errno) {
        if (open != null && open.line == number) {
            return; // the overlap of two pieces, or a second message in one line
        }
        boolean belongs = open != null
                && open.signature.software().equals(signature.software())
                && signature.role() != Role.MESSAGE;
        if (belongs) {
            open.add(text, errno);
        } else if (everything || signature.role() != Role.ASIDE) {
            close();
            open = new OpenHit(signature, number, text, at, errno);
        }
    }

    private void close() {
        LogHit hit = open == null ? null : open.close(source);
        open = null;
        if (hit == null || !wanted.test(hit.time())) {
            return;
        }
        List<Object> key = key(hit, hit.object());
        boolean tooMany = hits.size() >= OBJECTS && !hits.containsKey(key);
        List<Object> kept = tooMany ? key(hit, null) : key;
        Set<String> texts = wordings.computeIfAbsent(kept, k -> new HashSet<>());
        if (texts.size() < WORDINGS) {
            texts.add(wording(hit.excerpt()));
        }
        hits.merge(kept, hit, (first, last) -> repeated(first, last, texts.size()));
    }

    private static List<Object> key(LogHit hit, String object) {
        return List.of(hit.signature().id(), Optional.ofNullable(hit.errno()), Optional.ofNullable(object));
    }

    private static String wording(String excerpt) {
        String time = LineFacts.time(excerpt);
        return NUMBERS.matcher(time == null ? excerpt : excerpt.replace(time, ""))
                .replaceAll("#");
    }

    private static LogHit repeated(LogHit first, LogHit last, int texts) {
        return new LogHit(
                first.source(),
                first.line(),
                last.line(),
                first.count() + 1,
                texts,
                first.time(),
                last.time() == null ? first.lastTime() : last.time(),
                last.pid() == null ? first.pid() : last.pid(),
                first.signature(),
                first.errno(),
                Objects.equals(first.object(), last.object()) ? first.object() : null,
                first.excerpt(),
                first.details());
    }
}
