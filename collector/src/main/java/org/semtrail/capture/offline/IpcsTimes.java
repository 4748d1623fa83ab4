package org.semtrail.capture.offline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.capture.offline.LogTimes.Stamp;

/**
 * Reads the two times of a row of ipcs -t: "Tue Nov 24 10:00:57 2026", or without the year, or words that say never in any
 * language. The times themselves are English in each language, for ipcs prints them by ctime(3).
 */
final class IpcsTimes {
    private static final Pattern TIME =
            Pattern.compile("(?:\\p{L}{2,4}\\.? +)?\\p{L}{3}\\.? +\\d{1,2} +\\d\\d:\\d\\d:\\d\\d(?: +\\d{4})?");

    private final LogTimes line;
    private Stamp vaguest;

    /** @param line knows the zone, and until when a time without a year can be */
    IpcsTimes(LogTimes line) {
        this.line = line;
    }

    /** @param never whether the first is no time: it was never operated */
    record Times(Instant otime, boolean never, Instant ctime) {}

    /** How the vaguest of its times was read; null where it had none. */
    Stamp vaguest() {
        return vaguest;
    }

    /** Empty where there is no time at all. */
    Optional<Times> read(String text) {
        Matcher m = TIME.matcher(text);
        List<Instant> found = new ArrayList<>();
        int first = -1;
        while (m.find()) {
            first = first < 0 ? m.start() : first;
            one(m.group()).ifPresent(found::add);
        }
        if (found.size() >= 2) {
            return Optional.of(new Times(found.get(0), false, found.get(1)));
        }
        // One time, with words before it: never operated.
        boolean never = first > 0;
        return found.size() == 1 && never ? Optional.of(new Times(null, true, found.get(0))) : Optional.empty();
    }

    Optional<Instant> one(String text) {
        Optional<Stamp> stamp = line.parse(text.replaceAll(" +", " "));
        stamp.filter(s -> vaguest == null || s.uncertainMs() > vaguest.uncertainMs())
                .ifPresent(s -> vaguest = s);
        return stamp.map(Stamp::at);
    }
}
