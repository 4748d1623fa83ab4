package org.semtrail.capture.offline;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the two times of a row of ipcs -t: "Tue Nov 24 10:00:57 2026", or without the year, or words that say never in any
 * language. Months are known in English alone; elsewhere ipcs prints English months, too, unless its locale is installed.
 */
final class IpcsTimes {
    private static final Pattern TIME = Pattern.compile(
            "(?:\\p{L}{2,4}\\.? +)?(\\p{L}{3})\\.? +(\\d{1,2}) +(\\d\\d):(\\d\\d):(\\d\\d)(?: +(\\d{4}))?");

    /** @param never whether the first is no time: it was never operated */
    record Times(Instant otime, boolean never, Instant ctime) {}

    /** Empty where there is no time at all. */
    Optional<Times> read(String text) {
        Matcher m = TIME.matcher(text);
        List<Instant> found = new ArrayList<>();
        int first = -1;
        while (m.find()) {
            first = first < 0 ? m.start() : first;
            instant(m).ifPresent(found::add);
        }
        if (found.size() >= 2) {
            return Optional.of(new Times(found.get(0), false, found.get(1)));
        }
        // One time, with words before it: never operated.
        boolean never = first > 0;
        return found.size() == 1 && never ? Optional.of(new Times(null, true, found.get(0))) : Optional.empty();
    }

    private static Optional<Instant> instant(Matcher m) {
        int month = LogTimes.month(m.group(1));
        if (month == 0 || m.group(6) == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(m.group(6)), month, Integer.parseInt(m.group(2)))
                    .atTime(LocalTime.parse(m.group(3) + ":" + m.group(4) + ":" + m.group(5)))
                    .atZone(ZoneId.systemDefault())
                    .toInstant());
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }
}
