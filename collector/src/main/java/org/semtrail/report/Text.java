package org.semtrail.report;

import java.time.Duration;
import java.time.Instant;

/** Words for people: ages, sizes, and names made harmless for a terminal. */
public final class Text {
    private Text() {}

    /**
     * A string that a process could choose, fit for a terminal: control characters, line separators, bidirectional
     * overrides and unpaired surrogates appear as escapes, so that nothing moves the cursor or hides text.
     */
    public static String safe(String hostile) {
        StringBuilder out = null;
        for (int i = 0; i < hostile.length(); ) {
            int c = hostile.codePointAt(i);
            int width = Character.charCount(c);
            if (isHarmless(c)) {
                if (out != null) {
                    out.appendCodePoint(c);
                }
            } else {
                if (out == null) {
                    out = new StringBuilder(hostile.length() + 16).append(hostile, 0, i);
                }
                out.append(c < 0x100 ? String.format("\\x%02x", c) : String.format("\\u%04x", c));
            }
            i += width;
        }
        return out == null ? hostile : out.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** "3 days ago", "in 2 hours" for a time of a stepped clock; null is "never". */
    public static String age(Instant then, Instant now) {
        if (then == null) {
            return "never";
        }
        Duration age = Duration.between(then, now);
        String span = span(age.abs());
        return age.isNegative() && age.abs().toSeconds() > 1 ? "in " + span : span + " ago";
    }

    /** One unit, rounded down: "45 seconds", "1 minute", "3 days". */
    public static String span(Duration d) {
        long s = d.toSeconds();
        if (s < 120) {
            return plural(s, "second");
        }
        if (s < 7200) {
            return plural(s / 60, "minute");
        }
        if (s < 172_800) {
            return plural(s / 3600, "hour");
        }
        return plural(s / 86_400, "day");
    }

    /** "1 set", "2 sets". */
    public static String plural(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    /** Bytes with a binary unit: "512 B", "1.5 KiB", "2.0 GiB". */
    public static String bytes(long n) {
        if (n < 1024) {
            return n + " B";
        }
        String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
        double value = n;
        int unit = -1;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(java.util.Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
