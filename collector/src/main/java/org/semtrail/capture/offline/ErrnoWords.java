package org.semtrail.capture.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Errno;

/**
 * Finds the error that a line tells. The text is trusted first, since numbers differ between systems and mean other
 * things elsewhere in a line; then the name, then a number in a place where programs write errno.
 */
public final class ErrnoWords {
    private static final Map<String, Errno> TEXTS = texts();
    private static final Pattern NAME = Pattern.compile(
            Arrays.stream(Errno.values()).map(Enum::name).collect(Collectors.joining("|", "\\b(", ")\\b")));
    private static final Pattern NUMBER = Pattern.compile(
            "\\((\\d{1,3})\\)(?=[^\\s)\\]:;,.])" // (28)Kein Speicherplatz
                    + "|errno\\W{0,4}(\\d{1,3})\\b" // [Errno 28], errno: 22, errno=28
                    + "|\\b(?:error|failed with status|status|code|rc)[ :=]{1,3}(\\d{1,3})\\b" // error 28, status: 28
                    + "|\\[(\\d{1,3})] \\p{L}" // [28] No space
                    + "|'(\\d{1,3}) - \\p{L}"); // ('43 - Identifier removed' from semop.)

    private ErrnoWords() {}

    /** The error that the line tells; empty where it tells none that an IPC call returns. */
    public static Optional<Errno> in(String line) {
        Optional<Errno> told = text(line);
        if (told.isPresent()) {
            return told;
        }
        Matcher name = NAME.matcher(line);
        return name.find() ? Optional.of(Errno.valueOf(name.group(1))) : number(line);
    }

    /** The error whose whole text this is, in any language that we know. */
    public static Optional<Errno> exactly(String text) {
        return Optional.ofNullable(TEXTS.get(text.strip().toLowerCase(Locale.ROOT)));
    }

    private static Optional<Errno> text(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return TEXTS.entrySet().stream()
                .filter(e -> lower.contains(e.getKey()))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    private static Optional<Errno> number(String line) {
        Matcher matcher = NUMBER.matcher(line);
        while (matcher.find()) {
            for (int i = 1; i <= matcher.groupCount(); i++) {
                Optional<Errno> known = Optional.ofNullable(matcher.group(i))
                        .map(Integer::valueOf)
                        .flatMap(Errno::of);
                if (known.isPresent()) {
                    return known;
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, Errno> texts() {
        List<Map.Entry<String, Errno>> rows = new ArrayList<>();
        Arrays.stream(Errno.values()).forEach(e -> rows.add(Map.entry(e.text, e)));
        Sections.text(ErrnoWords.class, "errno-texts.tsv")
                .lines()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.split("\t"))
                .forEach(f -> rows.add(Map.entry(f[2], Errno.valueOf(f[0]))));
        return rows.stream()
                .collect(Collectors.toMap(
                        e -> e.getKey().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        (a, b) -> a,
                        java.util.LinkedHashMap::new));
    }
}
