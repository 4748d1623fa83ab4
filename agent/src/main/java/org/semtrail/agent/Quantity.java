package org.semtrail.agent;

/** Reads durations and sizes as people write them; by hand, for a regular expression costs a start several milliseconds. */
final class Quantity {
    private static final int MOST_DIGITS = 9;

    private Quantity() {}

    static long nanos(String value) {
        int end = endOfDigits(value);
        if (end > 0 && end <= MOST_DIGITS) {
            long number = Long.parseLong(value.substring(0, end));
            switch (value.substring(end).trim()) {
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
        int end = endOfDigits(value);
        if (end > 0 && end <= MOST_DIGITS) {
            long number = Long.parseLong(value.substring(0, end));
            switch (value.substring(end).trim()) {
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

    private static int endOfDigits(String value) {
        int end = 0;
        while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
