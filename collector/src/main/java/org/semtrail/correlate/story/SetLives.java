package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semtrail.correlate.story.Lives.Id;
import org.semtrail.correlate.story.Lives.Made;

/** The lives of all sets that were there at some time of what is asked for, by recordings and by tables. */
final class SetLives {
    private final StoryBuilder builder;
    private final Told told;
    private final TableHome home;
    private final Set<Id> byKey;
    private final Map<Integer, Life> rows = new LinkedHashMap<>();

    /** @param byKey sets that JVMs most likely made which got them by a key */
    SetLives(StoryBuilder builder, Told told, TableHome home, Set<Id> byKey) {
        this.byKey = byKey;
        this.builder = builder;
        this.told = told;
        this.home = home;
    }

    /** Those that are there first, then those that are gone, the last ones first. */
    List<Life> all() {
        if (told.tables != null) {
            told.tables.forEach(l -> rows.put(l.semid(), l));
        }
        List<Life> living = new ArrayList<>();
        List<Life> gone = new ArrayList<>();
        for (Made made : builder.lives.open()) {
            living.add(LifeOf.living(made, jvm(made), row(made), isMissing(made)));
        }
        for (Made met : builder.lives.met()) {
            Life life = LifeOf.met(met, jvm(met), row(met), builder.lives.gone(met), byKey.contains(met.id()));
            (life.goneAt() == null ? living : gone).add(life);
        }
        builder.lives.closed().forEach(c -> gone.add(LifeOf.gone(c, builder.jvms)));
        gone.sort(Comparator.comparing(Life::goneAt).reversed());
        living.addAll(rows.values());
        living.addAll(gone);
        return named(living);
    }

    private Life row(Made made) {
        return home.has(made.id()) ? rows.remove(made.id().semid()) : null;
    }

    /** Whether the table would list a set that nobody removed since it was made. */
    private boolean isMissing(Made made) {
        return told.tables != null
                && told.tablesWhole
                && told.tablesAt != null
                && made.atMs() < told.tablesAt
                && home.has(made.id());
    }

    private JvmLine jvm(Made made) {
        return builder.jvms.get(made.jvm());
    }

    /** Each with a name of its own, also where an id was given twice. */
    private static List<Life> named(List<Life> all) {
        Map<String, Integer> keys = new HashMap<>();
        List<Life> named = new ArrayList<>();
        for (Life life : all) {
            int n = keys.merge(life.key(), 1, Integer::sum);
            named.add(n == 1 ? life : LifeOf.keyed(life, life.key() + " (" + n + ")"));
        }
        return named;
    }

    /**
     * Takes from the captured table what was made, or changed, after the time that is asked for: which of both it was, ctime
     * does not tell (semctl(2)).
     */
    static void narrow(Told told, Asked asked) {
        if (told.tables == null || asked.isAll()) {
            return;
        }
        List<Life> inside =
                told.tables.stream().filter(l -> asked.touches(l.born(), null)).toList();
        int later = told.tables.size() - inside.size();
        if (later > 0) {
            told.tablesWhole = false;
            told.unseen.add(new Story.Gap(
                    "sets of the table",
                    "those that were made, or changed last, after the time that is asked for are left out: " + later,
                    null,
                    null));
        }
        told.tables = inside;
    }
}
