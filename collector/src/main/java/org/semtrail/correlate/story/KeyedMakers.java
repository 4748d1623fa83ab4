package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.semtrail.correlate.story.Lives.Gone;
import org.semtrail.correlate.story.Lives.Id;
import org.semtrail.correlate.story.Lives.Made;

/**
 * Tells which sets JVMs most likely made that got them by a key and did not insist on a new one (semget(2)): a line that goes
 * on to get one more set by one more key, each with a younger id, makes them. Who opens sets that are there does so once, in
 * any order, or a table or another JVM tells that they are older.
 */
final class KeyedMakers {
    /** Of a hundred steps so many lead to a younger id: ids are handed out in order, and begin anew at times. */
    private static final int MOSTLY_PERCENT = 80;

    private static final long SECOND = 1_000;

    private final StoryBuilder builder;
    private final TableHome home;
    private final Map<Integer, Life> rows;
    private final boolean whole;

    private KeyedMakers(StoryBuilder builder, Told told, TableHome home) {
        this.builder = builder;
        this.home = home;
        this.rows = told.tables == null
                ? Map.of()
                : told.tables.stream().collect(Collectors.toMap(Life::semid, life -> life, (one, same) -> one));
        this.whole = told.tables != null && told.tablesWhole;
    }

    /** Notes them at their places; returns their ids. */
    static Set<Id> note(StoryBuilder builder, Told told, TableHome home) {
        return new KeyedMakers(builder, told, home).note();
    }

    private Set<Id> note() {
        Map<List<String>, List<Made>> byPlace = new LinkedHashMap<>();
        for (Made met : builder.lives.met()) {
            if (CallKind.madeOrFound(met.get()) && mayBeNew(met)) {
                byPlace.computeIfAbsent(List.of(met.jvm(), Site.place(met.get())), p -> new ArrayList<>())
                        .add(met);
            }
        }
        Set<Id> made = new HashSet<>();
        for (List<Made> group : byPlace.values()) {
            group.sort(Comparator.comparing(Made::atMs));
            if (hasNewKeys(group) && becomesYounger(group) && goesOn(group)) {
                group.forEach(this::note);
                group.forEach(m -> made.add(m.id()));
            }
        }
        return made;
    }

    /** Not one that a table shows to be older than the call, nor one that somebody removed unseen. */
    private boolean mayBeNew(Made met) {
        Life row = home.has(met.id()) ? rows.get(met.id().semid()) : null;
        if (row == null) {
            return builder.lives.gone(met) != null || !whole || !home.has(met.id());
        }
        return row.born() == null || row.born() / SECOND >= met.atMs() / SECOND - 1;
    }

    private static boolean hasNewKeys(List<Made> group) {
        return group.stream().map(m -> m.get().key()).distinct().count() == group.size();
    }

    private static boolean becomesYounger(List<Made> group) {
        long younger = 0;
        for (int i = 1; i < group.size(); i++) {
            younger += group.get(i).id().semid() > group.get(i - 1).id().semid() ? 1 : 0;
        }
        return younger * 100 >= (group.size() - 1L) * MOSTLY_PERCENT;
    }

    /** Whether it would be a leak if they were made there. */
    private boolean goesOn(List<Made> group) {
        Made first = group.get(0);
        Site trial = new Site(builder.jvms.get(first.jvm()), first.get());
        group.forEach(m -> count(m, trial));
        return trial.goesOn(builder.asked) || trial.leakedEarlier();
    }

    private void note(Made met) {
        JvmLine jvm = builder.jvms.get(met.jvm());
        Site site = builder.sites.of(jvm, met.get());
        site.inferred = true;
        site.keyed = true;
        count(met, site);
        jvm.created += builder.asked.has(met.atMs()) ? 1 : 0;
        builder.made.add(met.id(), met.atMs(), 1);
        Gone gone = builder.lives.gone(met);
        if (gone != null) {
            builder.made.add(met.id(), gone.atMs(), -1);
        }
    }

    private void count(Made met, Site site) {
        int removed = builder.lives.gone(met) == null ? 0 : 1;
        if (builder.asked.has(met.atMs())) {
            site.made++;
            site.removed += removed;
            site.at(met.atMs());
        } else if (met.atMs() < builder.asked.fromMs()) {
            site.earlierMade++;
            site.earlierRemoved += removed;
        }
    }
}
