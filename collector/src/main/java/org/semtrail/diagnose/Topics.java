package org.semtrail.diagnose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.offline.ErrnoWords;
import org.semtrail.capture.offline.Sections;
import org.semtrail.capture.offline.Sections.Section;

/** All topics of {@code semtrail explain}; they stand in topics.txt. */
public final class Topics {
    public static final List<Topic> ALL =
            Sections.read(Topics.class, "topics.txt").stream().map(Topics::row).toList();
    private static final Map<String, Topic> BY_NAME = byName();

    private Topics() {}

    /** The topic of this name, other name, errno number or errno text. */
    public static Optional<Topic> find(String asked) {
        String key = key(asked);
        if (BY_NAME.containsKey(key)) {
            return Optional.of(BY_NAME.get(key));
        }
        Optional<Errno> errno = asked.strip().matches("\\d{1,4}")
                ? Errno.of(Integer.parseInt(asked.strip()))
                : ErrnoWords.exactly(asked);
        return errno.map(e -> BY_NAME.get(key(e.name())));
    }

    /** The topic that must be there; a missing one is our bug. */
    public static Topic get(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no topic " + name + " in topics.txt"));
    }

    /** Up to {@code most} topics whose names or titles are near what was asked, nearest first. */
    public static List<Topic> near(String asked, int most) {
        String key = key(asked);
        List<String> words = List.of(asked.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_]+"));
        record Scored(Topic topic, int distance) {}
        return ALL.stream()
                .map(t -> new Scored(t, distance(t, key, words)))
                .filter(s -> s.distance() < 50)
                .sorted(Comparator.comparingInt(Scored::distance))
                .limit(most)
                .map(Scored::topic)
                .toList();
    }

    private static int distance(Topic topic, String key, List<String> words) {
        int best = 99;
        for (String name : names(topic)) {
            int typos = edits(key, key(name));
            best = Math.min(best, typos <= 1 + name.length() / 4 ? typos : 99);
        }
        String all = " " + String.join(" ", names(topic)) + " " + topic.title().toLowerCase(Locale.ROOT);
        long shared = words.stream()
                .filter(w -> w.length() > 3 && all.toLowerCase(Locale.ROOT).contains(w))
                .distinct()
                .count();
        return shared == 0 ? best : Math.min(best, 49 - (int) Math.min(30, 5 * shared));
    }

    private static List<String> names(Topic topic) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(topic.name()), topic.also().stream())
                .toList();
    }

    /** Levenshtein's distance; what is asked is cut, for it may be a whole line. */
    private static int edits(String a, String b) {
        String s = a.substring(0, Math.min(40, a.length()));
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= s.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (s.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ .()?]+", "");
    }

    private static Map<String, Topic> byName() {
        Map<String, Topic> map = new LinkedHashMap<>();
        for (Topic topic : ALL) {
            names(topic).forEach(n -> {
                Topic other = map.put(key(n), topic);
                if (other != null && !other.equals(topic)) {
                    throw new IllegalStateException("topics.txt names " + n + " twice");
                }
            });
        }
        return map;
    }

    private static Topic row(Section s) {
        return new Topic(
                s.id(),
                s.first("group").orElseThrow(() -> new IllegalStateException("topic " + s.id() + " has no group")),
                s.title(),
                list(s, "also"),
                s.body(),
                s.all("settle"),
                s.all("type"),
                list(s, "see"));
    }

    private static List<String> list(Section s, String field) {
        return s.all(field).stream()
                .flatMap(v -> Arrays.stream(v.split(",")))
                .map(String::strip)
                .toList();
    }
}
