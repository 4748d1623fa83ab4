package org.semtrail.agent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations and sizes as people write them. */
final class Quantity {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*([a-zA-Z]*)");

    private Quantity() {}

    static long nanos(String value) {
        Matcher quantity = FORM.matcher(value);
        if (quantity.matches()) {
            long number = Long.parseLong(quantity.group(1));
            switch (quantity.group(2)) {
                case "ns":
                    return number;
                case "us":
                    return number * 1_000L;
                case "ms":
                    return number * 1_000_000L;
                case "s":
                    return number * 1_000_000_000L;
                case "m":
                    return number * 60_000_000_000L;
                case "h":
                    return number * 3600_000_000_000L;
                case "d":
                    return number * 86400_000_000_000L;
                default:
                    if (number == 0) {
                        return 0;
                    }
            }
        }
        throw new IllegalArgumentException("expected a duration such as 10ms, 5s, 24h");
    }

    static long bytes(String value) {
        Matcher quantity = FORM.matcher(value);
        if (quantity.matches()) {
            long number = Long.parseLong(quantity.group(1));
            switch (quantity.group(2)) {
                case "":
                    return number;
                case "k":
                case "K":
                    return number << 10;
                case "m":
                case "M":
                    return number << 20;
                case "g":
                case "G":
                    return number << 30;
                default:
            }
        }
        throw new IllegalArgumentException("expected a size such as 100M");
    }
}
