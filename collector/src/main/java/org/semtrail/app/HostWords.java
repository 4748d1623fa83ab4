package org.semtrail.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.capture.offline.HostText;
import org.semtrail.capture.offline.LogTimes;
import org.semtrail.capture.offline.LogTimes.Boot;

/** What the texts of one host tell of it: its name, kernel, boot and zone. What they contradict each other in is not known. */
final class HostWords {
    private static final int LONGEST = 300;
    private static final int QUARTER_SECONDS = 900;
    private static final int MOST_QUARTERS = 4 * 18;

    /** What date(1) prints: Tue Nov 24 10:28:46 CET 2026. */
    private static final Pattern DATE =
            Pattern.compile("^\\p{L}{3} (\\p{L}{3}) +(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d) \\S+ (\\d{4})$");

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    /** What uptime(1) prints after "up": 4 days, 4:52 or 5 min. */
    private static final Pattern UP =
            Pattern.compile("(?:(\\d{1,5}) days?,? *)?(?:(\\d{1,2}):(\\d\\d)|(\\d{1,2}) min)?");

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60_000;

    private final Map<String, Set<String>> told = new LinkedHashMap<>();
    private Instant upAt;
    private int inUtc;

    /** @param written when the text was taken, as far as its file tells */
    void add(Map<String, String> facts, Instant written) {
        facts.forEach((fact, word) -> {
            if (word.length() <= LONGEST) {
                told.computeIfAbsent(fact, f -> new LinkedHashSet<>()).add(normal(fact, word));
            }
        });
        inUtc += facts.containsKey(HostText.DATE_UTC) ? 1 : 0;
        upAt = facts.containsKey(HostText.UP) ? written : upAt;
    }

    private static String normal(String fact, String word) {
        return fact.equals(HostText.BOOT_ID) && word.length() == 32
                ? word.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
                : word;
    }

    /** All that was said; more than one is a contradiction. */
    Set<String> all(String fact) {
        return told.getOrDefault(fact, Set.of());
    }

    private String one(String fact) {
        Set<String> all = all(fact);
        return all.size() == 1 ? all.iterator().next() : null;
    }

    /** The zone that it names, or how far its time was from UTC when it told both; null where it did not. */
    ZoneId zone() {
        String name = one(HostText.ZONE);
        try {
            if (name != null) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException unknown) {
            // Then its clock tells.
        }
        LocalDateTime date = date(one(HostText.DATE));
        LocalDateTime utc = date(one(HostText.DATE_UTC));
        // sos asks for its own time and for UTC: a host that tells UTC twice is in it.
        if (utc == null || (date == null && inUtc < 2)) {
            return null;
        }
        long quarters = date == null ? 0 : Math.round(ChronoUnit.SECONDS.between(utc, date) / (double) QUARTER_SECONDS);
        return Math.abs(quarters) > MOST_QUARTERS ? null : ZoneOffset.ofTotalSeconds((int) quarters * QUARTER_SECONDS);
    }

    private static LocalDateTime date(String text) {
        Matcher m = DATE.matcher(text == null ? "" : text.strip());
        try {
            return m.matches()
                    ? LocalDateTime.parse(m.group(1) + " " + m.group(2) + " " + m.group(3) + " " + m.group(4), WORDS)
                    : null;
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    /** When it was booted, by the best of what it says; null where that is not known. */
    Boot booted(ZoneId otherwise) {
        String btime = all(HostText.BTIME).size() == 1 ? one(HostText.BTIME) : null;
        if (btime != null) {
            return new Boot(Instant.ofEpochSecond(Long.parseLong(btime)), SECOND);
        }
        ZoneId zone = zone() == null ? otherwise : zone();
        String at = one(HostText.BOOTED);
        if (at != null) {
            return new LogTimes(zone, true, Instant.MAX, null)
                    .parse(at.length() == 16 ? at + ":00" : at)
                    .map(s -> new Boot(s.at(), MINUTE))
                    .orElse(null);
        }
        LocalDateTime date = date(all(HostText.DATE_UTC).isEmpty() ? one(HostText.DATE) : one(HostText.DATE_UTC));
        Instant now = date == null
                ? upAt
                : date.toInstant(
                        all(HostText.DATE_UTC).isEmpty() ? zone.getRules().getOffset(date) : ZoneOffset.UTC);
        Duration up = up(one(HostText.UP));
        return now == null || up == null ? null : new Boot(now.minus(up), MINUTE * (date == null ? 5 : 2));
    }

    private static Duration up(String text) {
        Matcher m = UP.matcher(text == null ? "" : text);
        if (text == null || !m.matches()) {
            return null;
        }
        return Duration.ofDays(number(m.group(1)))
                .plusHours(number(m.group(2)))
                .plusMinutes(number(m.group(3)) + number(m.group(4)));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
