package org.semtrail.diagnose.story;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.semtrail.correlate.story.JvmLine;
import org.semtrail.correlate.story.Moment;
import org.semtrail.correlate.story.Story;

/** Finds the events that show something. */
final class Search {
    private static final int FEW = 4;

    private Search() {}

    /** Ids of the first ones and of the last. */
    static List<String> ids(Story story, Predicate<Moment> which) {
        List<String> all = story.events().stream()
                .filter(e -> which.test(e.moment()))
                .map(Story.Event::id)
                .toList();
        if (all.size() <= 2 * FEW) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, FEW));
        some.addAll(all.subList(all.size() - FEW, all.size()));
        return some;
    }

    static Predicate<Moment> failures(JvmLine jvm, String call, String errno) {
        return m -> jvm.key().equals(m.actor()) && call.equals(m.call()) && errno.equals(m.errno());
    }

    static String time(long ms) {
        return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String times(long count, long first, long last) {
        return count == 1 ? "once, at " + time(first) : count + " times, from " + time(first) + " to " + time(last);
    }

    static String source(JvmLine jvm) {
        return "recording " + jvm.place();
    }
}
