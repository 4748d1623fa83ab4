package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.semtrail.correlate.story.Life.Proof;
import org.semtrail.correlate.story.Lives.Made;

/**
 * Ties sets of a captured table to native methods of JVMs: C code makes them, and Java never sees an id. A set was made in
 * the second in which such a method ended, as often as one did.
 */
final class NativeMakers {
    private NativeMakers() {}

    /** The rows of the table, those with a maker that was found having its key; what was made is noted at its place. */
    static List<Life> tied(List<Life> table, StoryBuilder builder, TableHome home) {
        Set<Integer> known = new HashSet<>();
        for (Made made : builder.lives.open()) {
            if (home.has(made.id())) {
                known.add(made.id().semid());
            }
        }
        List<Life> all = new ArrayList<>();
        for (Life life : table) {
            Site site = known.contains(life.semid()) || life.born() == null ? null : maker(life, builder, home);
            all.add(site == null ? life : madeBy(site, life));
        }
        return all;
    }

    private static Site maker(Life life, StoryBuilder builder, TableHome home) {
        long second = life.born() / 1_000;
        for (Site site : builder.sites.all()) {
            if (site.maybe.getOrDefault(second, 0) > 0 && home.has(site.jvm())) {
                site.maybe.merge(second, -1, Integer::sum);
                site.inferred = true;
                if (builder.asked.has(life.born())) {
                    site.made++;
                    site.jvm().created++;
                } else {
                    site.earlierMade++;
                }
                return site;
            }
        }
        return null;
    }

    private static Life madeBy(Site site, Life life) {
        List<Proof> evidence = new ArrayList<>(life.evidence());
        evidence.add(new Proof(
                "open",
                "in the second in which it was made, " + site.jvm().label() + " called "
                        + site.sample().called() + " at " + site.place(),
                "recording"));
        return new Life(
                life.key(),
                life.semid(),
                life.ipcNs(),
                life.row(),
                life.born(),
                life.bornHow(),
                life.goneAt(),
                life.goneBy(),
                life.goneHow(),
                site.jvm().key(),
                life.get(),
                life.verdict(),
                evidence,
                life.stuck(),
                life.listed());
    }
}
