package org.semtrail.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.correlate.story.Told;

/** What single words in a tree of sos tell of the host: its name, boot, kernel and zone. */
final class HostWords {
    private static final int LONGEST = 300;
    private static final int MOST_QUARTERS = 4 * 18;

    /** What date(1) prints: Tue Nov 24 10:28:46 CET 2026. */
    private static final Pattern DATE =
            Pattern.compile("^\\p{L}{3} (\\p{L}{3}) +(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d) \\S+ (\\d{4})$");

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH);
    private static final int QUARTER_SECONDS = 900;

    private final Told told;
    private LocalDateTime date;
    private LocalDateTime utc;

    HostWords(Told told) {
        this.told = told;
    }

    /** Whether it was one of these and could be read. */
    boolean read(String fact, Path file) {
        String word;
        try (InputStream in = Files.newInputStream(file)) {
            word = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return false;
        }
        return add(fact, word);
    }

    /** Whether it is one of these, and can be. */
    boolean add(String fact, String word) {
        switch (fact) {
            case "hostname" -> told.hostName = word;
            case "boot-id" -> {
                if (!word.matches("[0-9a-f-]{36}")) {
                    return false;
                }
                told.bootId = word;
            }
            case "kernel" -> {
                String[] words = word.split(" ");
                told.kernel = words.length > 2 ? words[2] : word;
            }
            case "date" -> date = date(word);
            case "date-utc" -> utc = date(word);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static LocalDateTime date(String text) {
        Matcher m = DATE.matcher(text.strip());
        try {
            return m.matches()
                    ? LocalDateTime.parse(m.group(1) + " " + m.group(2) + " " + m.group(3) + " " + m.group(4), WORDS)
                    : null;
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    /** How far its time was from UTC when sos asked for both; null where it did not. */
    ZoneId zone() {
        if (date == null || utc == null) {
            return null;
        }
        long quarters = Math.round(ChronoUnit.SECONDS.between(utc, date) / (double) QUARTER_SECONDS);
        return Math.abs(quarters) > MOST_QUARTERS ? null : ZoneOffset.ofTotalSeconds((int) quarters * QUARTER_SECONDS);
    }
}
