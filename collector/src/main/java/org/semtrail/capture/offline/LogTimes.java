package org.semtrail.capture.offline;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts times of logs on the one line of time, with how far each may be off: some have a zone, most have none, the old format
 * of syslog has not even a year, the kernel's counts from boot.
 */
public final class LogTimes {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final String ZONE = ZoneNames.WORDS + "|[+-]\\d\\d(?::?\\d\\d)?(?![\\d:])";
    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?(?: ?(" + ZONE + "))?");
    private static final Pattern WORDS = Pattern.compile(
            "(?:\\p{L}{3,4},? )?(\\p{L}{3}) {1,2}(\\d{1,2}) (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?(?: ("
                    + ZoneNames.WORDS + "))?(?: (\\d{4}))?");
    private static final Pattern COMMON = Pattern.compile(
            "(\\d{1,2})[/-](\\p{L}{3})[/-](\\d{4})[: ](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d+)? ?([+-]\\d{4})?");
    private static final Pattern EPOCH = Pattern.compile("^\\[?(1\\d{9})\\.(\\d{3,9})\\b");
    private static final Pattern MONOTONIC = Pattern.compile("^\\[? *(\\d{1,9})\\.(\\d{6})\\]?");

    private final ZoneId zone;
    private final boolean zoneKnown;
    private final Instant written;
    private final Boot booted;

    /**
     * @param zone of times that name none
     * @param zoneKnown whether that is known, or assumed
     * @param written when the log was written last: its times have the year that puts them before that
     * @param booted when the host was booted, for times that count from there; null where not known
     */
    public LogTimes(ZoneId zone, boolean zoneKnown, Instant written, Boot booted) {
        this.zone = zone;
        this.zoneKnown = zoneKnown;
        this.written = written;
        this.booted = booted;
    }

    /** When a host was booted, and how far that may be off, either way. */
    public record Boot(Instant at, long uncertainMs) {}

    /** @param uncertainMs how far it may be off, either way */
    public record Stamp(Instant at, long uncertainMs, String how) {}

    /** Empty where the text has no time that can be understood. */
    public Optional<Stamp> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Matcher iso = ISO.matcher(text);
            if (iso.find()) {
                return Optional.of(iso(iso));
            }
            Matcher common = COMMON.matcher(text);
            if (common.find() && month(common.group(2)) > 0) {
                LocalDateTime local = LocalDate.of(
                                number(common.group(3)), month(common.group(2)), number(common.group(1)))
                        .atTime(clock(common.group(4), common.group(5), common.group(6)));
                return Optional.of(stamp(local, common.group(7), 1_000));
            }
            Matcher words = WORDS.matcher(text);
            while (words.find()) {
                if (month(words.group(1)) > 0) {
                    return Optional.of(words(words));
                }
            }
            return monotonic(text);
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    /** The last such time of a day, "10:28", before the text was written; empty for what is none. */
    public Optional<Stamp> lastAt(String clock) {
        if (!clock.matches("(?:[01]\\d|2[0-3]):[0-5]\\d")) {
            return Optional.empty();
        }
        LocalDateTime limit = written.atZone(zone).toLocalDateTime();
        LocalDateTime at = limit.toLocalDate().atTime(LocalTime.parse(clock));
        return Optional.of(stamp(at.isAfter(limit) ? at.minusDays(1) : at, null, 60_000));
    }

    private Stamp iso(Matcher m) {
        LocalDateTime local = LocalDate.of(number(m.group(1)), number(m.group(2)), number(m.group(3)))
                .atTime(clock(m.group(4), m.group(5), m.group(6)).plusNanos(nanos(m.group(7))));
        return stamp(local, m.group(8), m.group(7) == null ? 1_000 : 1);
    }

    private Stamp stamp(LocalDateTime local, String offset, long grain) {
        if (offset == null) {
            return new Stamp(
                    local.atZone(zone).toInstant(),
                    zoneKnown ? grain : Duration.ofHours(14).toMillis(),
                    "no zone; taken as " + zone);
        }
        Optional<ZoneOffset> known = Character.isLetter(offset.charAt(0))
                ? ZoneNames.offset(offset, local, zone)
                : Optional.of(ZoneOffset.of(offset));
        return known.map(o -> new Stamp(local.toInstant(o), grain, "with zone"))
                .orElseGet(() -> new Stamp(
                        local.atZone(zone).toInstant(),
                        Duration.ofHours(14).toMillis(),
                        "zone " + offset + ", which is of several; taken as " + zone));
    }

    private Stamp words(Matcher m) {
        LocalTime clock = clock(m.group(3), m.group(4), m.group(5)).plusNanos(nanos(m.group(6)));
        long grain = m.group(6) == null ? 1_000 : 1;
        String offset = m.group(7);
        if (m.group(8) != null) {
            return stamp(
                    LocalDate.of(number(m.group(8)), month(m.group(1)), number(m.group(2)))
                            .atTime(clock),
                    offset,
                    grain);
        }
        // The latest such day that is not after the log was written; a day more, for zones differ.
        Instant limit = written.plus(Duration.ofDays(1));
        int year = limit.atZone(zone).getYear();
        for (int back = 0; back < 5; back++) {
            if (!isDay(year - back, m)) {
                continue;
            }
            Stamp stamp = stamp(
                    LocalDate.of(year - back, month(m.group(1)), number(m.group(2)))
                            .atTime(clock),
                    offset,
                    grain);
            if (!stamp.at().isAfter(limit)) {
                return new Stamp(
                        stamp.at(), stamp.uncertainMs(), "no year, taken as " + (year - back) + "; " + stamp.how());
            }
        }
        throw new DateTimeException("no year fits");
    }

    /** The 29th of February is not in every year. */
    private static boolean isDay(int year, Matcher m) {
        try {
            return LocalDate.of(year, month(m.group(1)), number(m.group(2))) != null;
        } catch (DateTimeException none) {
            return false;
        }
    }

    private Optional<Stamp> monotonic(String text) {
        Matcher epoch = EPOCH.matcher(text.strip());
        if (epoch.find()) {
            return Optional.of(new Stamp(
                    Instant.ofEpochSecond(Long.parseLong(epoch.group(1))).plusNanos(nanos(epoch.group(2))),
                    1,
                    "in seconds since 1970"));
        }
        Matcher m = MONOTONIC.matcher(text.strip());
        return booted == null || !m.find()
                ? Optional.empty()
                : Optional.of(new Stamp(
                        booted.at()
                                .plusSeconds(Long.parseLong(m.group(1)))
                                .plusNanos(Long.parseLong(m.group(2)) * 1_000),
                        2_000 + booted.uncertainMs(),
                        "seconds since boot; they stand still while the machine sleeps"));
    }

    private static LocalTime clock(String hour, String minute, String second) {
        // A leap second is the last one that LocalTime knows.
        return LocalTime.of(number(hour), number(minute), Math.min(59, number(second)));
    }

    private static long nanos(String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** 1 to 12; 0 for what is no month in English. */
    static int month(String name) {
        return MONTHS.indexOf(name.toLowerCase(Locale.ROOT)) + 1;
    }
}
