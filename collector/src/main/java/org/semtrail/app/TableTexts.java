package org.semtrail.app;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semtrail.capture.offline.SemRow;
import org.semtrail.capture.offline.TableText;
import org.semtrail.correlate.story.Story;

/** Texts of tables, and which of them are of one time: the last whole table, and what was taken together with it. */
final class TableTexts {
    /** What one person, or one script, writes down one after the other. */
    private static final Duration TOGETHER = Duration.ofMinutes(2);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final List<Taken> all = new ArrayList<>();

    /** One text, from a source, and when it was taken. */
    record Taken(String source, TableText text, Instant at) {
        private boolean isTable() {
            return text.complete() || !text.sems().isEmpty() || !text.used().isEmpty();
        }

        List<Integer> ids() {
            return text.sems().stream().map(SemRow::semid).toList();
        }

        boolean isTogetherWith(Taken other) {
            return Duration.between(at, other.at).abs().compareTo(TOGETHER) <= 0;
        }
    }

    void add(Taken taken) {
        all.add(taken);
    }

    /** All of them, those that were taken first first: of limits the last word counts. */
    List<Taken> byTime() {
        return all.stream().sorted(Comparator.comparing(Taken::at)).toList();
    }

    /** The last that lists all sets; null for none. */
    Taken whole() {
        return byTime().stream()
                .filter(t -> t.text().complete())
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** Those that tell of sets as they were at that time; all where no table is whole. */
    List<Taken> ofOneTime() {
        Taken whole = whole();
        return byTime().stream()
                .filter(Taken::isTable)
                .filter(t -> whole == null || t.isTogetherWith(whole))
                .toList();
    }

    /** The namespace that those of that time tell; null where they tell none, or others list sets that may be of another. */
    Long ipcNs() {
        Set<Long> told = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        ofOneTime().stream().filter(t -> t.text().ipcNs() != null).forEach(t -> {
            told.add(t.text().ipcNs());
            ids.addAll(t.ids());
        });
        boolean all = ofOneTime().stream().allMatch(t -> ids.containsAll(t.ids()));
        return all && told.size() == 1 ? told.iterator().next() : null;
    }

    /** Those of another time; their times may be those of files, which a copy changes. */
    List<Story.Gap> setAside() {
        Taken whole = whole();
        List<Taken> others = byTime().stream()
                .filter(t -> whole != null && t.isTable() && !t.isTogetherWith(whole))
                .toList();
        return Stream.of(true, false)
                .map(earlier -> others.stream()
                        .filter(t -> t.at().isBefore(whole.at()) == earlier)
                        .toList())
                .filter(same -> !same.isEmpty())
                .map(same -> gap(same, whole))
                .toList();
    }

    private static Story.Gap gap(List<Taken> aside, Taken whole) {
        String which = aside.get(0).at().isBefore(whole.at()) ? "earlier" : "later, partial";
        String sources = aside.stream().map(Taken::source).collect(Collectors.joining(", "));
        return new Story.Gap(
                "tables of another time",
                "set aside: " + which + " tables of " + TIME.format(aside.get(0).at()) + " (" + sources
                        + "). Sets are told of as the last whole table has them, of " + TIME.format(whole.at()) + " ("
                        + whole.source() + ")",
                null,
                null);
    }
}
