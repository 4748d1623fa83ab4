package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Amount;
import org.semtrail.correlate.story.JvmLine;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.Site;
import org.semtrail.correlate.story.Story;

/**
 * Sets of the captured table that one recorded JVM made and that are not a leak, as far as is seen: a pool, or one that has
 * stopped.
 *
 * @param place where it made most of them; null where not known
 */
record Pool(JvmLine jvm, String place, List<Life> sets) {
    /** The largest first. */
    static List<Pool> of(Story story, List<Site> leaks) {
        Set<String> leaking = leaks.stream().map(s -> s.jvm().key()).collect(Collectors.toSet());
        Map<String, List<Life>> byMaker = new LinkedHashMap<>();
        story.sets().stream()
                .filter(l -> l.listed() && l.goneAt() == null && l.creator() != null)
                .filter(l -> !leaking.contains(l.creator()))
                .forEach(l -> byMaker.computeIfAbsent(l.creator(), k -> new ArrayList<>())
                        .add(l));
        return story.jvms().stream()
                .filter(j -> byMaker.containsKey(j.key()))
                .map(j -> new Pool(j, place(story, j), byMaker.get(j.key())))
                .sorted(Comparator.comparingInt((Pool p) -> p.sets().size()).reversed())
                .toList();
    }

    private static String place(Story story, JvmLine jvm) {
        return story.sites().stream()
                .filter(s -> s.jvm().key().equals(jvm.key()) && s.left() > 0)
                .max(Comparator.comparingLong(Site::left))
                .map(Site::place)
                .orElse(null);
    }

    private boolean hasEnded() {
        return Boolean.FALSE.equals(jvm.home().alive());
    }

    /** "JVM Pool (pid 6) made 18 of the 20 sets, at Pool.grow:9". */
    String words(long used) {
        String at = place == null ? "" : ", at " + place;
        return hasEnded()
                ? jvm.label() + " left " + Amount.of(sets.size(), "set") + " when it ended, of " + used
                        + " that are there" + at
                : jvm.label() + " made " + sets.size() + " of the " + used + " sets that are there" + at;
    }

    String evidence() {
        return "in the table: " + sets.size() + " that " + jvm.label() + " made"
                + (place == null ? "" : " at " + place);
    }

    String again() {
        return hasEnded()
                ? "Yes, whenever it ends without removing them."
                : "Yes, as long as " + jvm.label() + " has so many: whoever starts next needs sets, too.";
    }

    String open() {
        return "whether " + jvm.label() + " needs " + sets.size() + " sets, or forgets them"
                + (place == null ? "" : ": the code at " + place);
    }
}
