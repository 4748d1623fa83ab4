package org.semtrail.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times of the document, which are ISO-8601 or milliseconds since 1970, for people; always UTC, and said to be. */
public final class Times {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The length of a day and the blank after it. */
    private static final int DAY = "2026-11-24 ".length();

    private Times() {}

    /** The empty text where no time is known. */
    public static String text(JsonNode time) {
        Instant instant = instant(time);
        return instant == null ? Visible.text(time.asText("")) : SECONDS.format(instant) + " UTC";
    }

    /** The time of the day, for where the day is told elsewhere. */
    public static String clock(JsonNode time) {
        Instant instant = instant(time);
        return instant == null ? Visible.text(time.asText("")) : CLOCK.format(instant);
    }

    public static String range(JsonNode from, JsonNode to) {
        String first = text(from);
        String last = text(to);
        if (first.isEmpty() && last.isEmpty()) {
            return "";
        }
        if (first.equals(last)) {
            return first;
        }
        if (first.length() > DAY && last.startsWith(first.substring(0, DAY))) {
            return first.replace(" UTC", "") + " – " + last.substring(DAY);
        }
        return (first.isEmpty() ? "not known" : first) + " – " + (last.isEmpty() ? "not known" : last);
    }

    private static Instant instant(JsonNode time) {
        try {
            if (time.isNumber()) {
                return Instant.ofEpochMilli(time.asLong());
            }
            return time.isTextual() ? Instant.parse(time.asText()) : null;
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
