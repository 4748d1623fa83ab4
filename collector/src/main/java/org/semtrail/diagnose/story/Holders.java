package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.semtrail.correlate.story.JvmLine;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.Site;
import org.semtrail.correlate.story.Story;

/**
 * Who has the sets of a full table, as far as the evidence tells.
 *
 * @param leaks places of JVMs that made sets again and again and removed none, the largest first
 * @param leaked how many sets those have left
 * @param others sets of the captured table that no recorded JVM made, by owner and shape, the largest first
 * @param pools sets of that table that recorded JVMs made and that are no leak, the largest first
 * @param keyed sets that recorded JVMs made or found by keys
 * @param room how much of both limits there was
 * @param at when that was; null where not known
 * @param inside whether that was in the time that is asked for
 */
record Holders(
        List<Site> leaks,
        long leaked,
        List<Shape> others,
        List<Pool> pools,
        long keyed,
        SemRoom room,
        Long at,
        boolean inside) {

    /**
     * Sets of one owner and shape.
     *
     * @param inUse those of them that are judged to be used
     * @param proven those of them that a living process is seen to use
     * @param orphans those of them that are judged to be certainly dead
     * @param left those of them that nobody is known to use: the dead, where any is judged so, else all that are not in use
     * @param generations times at which those were made or changed: starts of a program
     * @param maker what those look like; null where that is not told, or not the same of all
     * @param alike whether a JVM that leaks makes such sets: they may be its, from before its recording begins
     */
    record Shape(
            String owner,
            int nsems,
            boolean isPrivate,
            int count,
            int inUse,
            int proven,
            int orphans,
            int dead,
            int left,
            int generations,
            String maker,
            boolean alike) {
        String words() {
            return count + " of " + owner + " with " + nsems + " semaphore" + (nsems == 1 ? "" : "s") + " each"
                    + (isPrivate ? ", without key" : ", with keys")
                    + (inUse > 0 ? ", " + inUse + " in use" : "")
                    + (dead > 0 ? ", " + dead + (orphans == dead ? " dead" : " dead or presumed so") : "")
                    + (generations > 1
                            ? ", " + (left < count ? "those " : "") + "from " + generations + " different times"
                            : "")
                    + (alike ? ": such as the JVM that leaks makes, not in its recording" : "");
        }

        /** They are judged to be dead, or each start of a program left some: generations that nobody can find again. */
        boolean looksLeft() {
            return dead > 0 || (isPrivate && generations >= 3 && !alike);
        }

        /** "programs of www-data", with what they look like. */
        String programs() {
            return "programs " + (maker == null ? "" : maker + " ") + "of " + owner;
        }
    }

    static Holders of(Story story) {
        List<Site> leaks = story.sites().stream()
                .filter(s -> s.leaks(story.asked()) || s.leakedEarlier())
                .filter(s -> isOfTable(story, s))
                .sorted(Comparator.comparingLong(Site::left).reversed())
                .toList();
        long leaked = leaks.stream().mapToLong(Site::left).sum();
        return new Holders(
                leaks,
                leaked,
                shapes(story, leaks),
                Pool.of(story, leaks),
                story.sets().stream()
                        .filter(l -> l.goneAt() == null && l.isKeyedOfJvm())
                        .count(),
                SemRoom.of(story),
                story.tablesAt(),
                story.tableIsInside());
    }

    /** What fills another table than the one that was captured does not fill this one; who was refused filled its own. */
    private static boolean isOfTable(Story story, Site site) {
        return story.tables() == null || site.refused() > 0 || story.tableHome().mayHave(site.jvm());
    }

    private static List<Shape> shapes(Story story, List<Site> leaks) {
        if (story.tables() == null) {
            return List.of();
        }
        Set<String> jvms = story.jvms().stream().map(JvmLine::key).collect(Collectors.toSet());
        Set<Integer> ofJvms = new HashSet<>();
        story.sets().stream()
                .filter(l -> l.listed() && jvms.contains(l.creator()) && l.goneAt() == null)
                .forEach(l -> ofJvms.add(l.semid()));
        Set<List<Object>> ofLeaks = new HashSet<>();
        story.sets().stream()
                .filter(l -> l.get() != null && l.goneAt() == null && l.row().owner() != null)
                .filter(l -> leaks.stream().anyMatch(s -> s.jvm().key().equals(l.creator())))
                .forEach(l -> ofLeaks.add(shapeOf(l.row())));
        Map<List<Object>, List<Life>> groups = new LinkedHashMap<>();
        for (Life life : story.tables()) {
            if (!ofJvms.contains(life.semid())) {
                groups.computeIfAbsent(shapeOf(life.row()), k -> new ArrayList<>())
                        .add(life);
            }
        }
        return groups.entrySet().stream()
                .map(e -> shape(e.getKey(), e.getValue(), ofLeaks.contains(e.getKey())))
                .sorted(Comparator.comparingInt(Shape::count).reversed())
                .toList();
    }

    private static List<Object> shapeOf(Life.Row row) {
        String owner = "" + row.owner();
        return List.of(
                owner.matches("\\d+") ? "uid " + owner : owner,
                row.nsems() == null ? 0 : row.nsems(),
                row.key() != null && row.key() == 0);
    }

    private static Shape shape(List<Object> key, List<Life> lives, boolean alike) {
        List<Life> dead = lives.stream().filter(Life::isDead).toList();
        List<Life> left = !dead.isEmpty()
                ? dead
                : lives.stream().filter(l -> !l.isInUse()).toList();
        Set<String> makers = left.stream().map(l -> "" + l.row().maker()).collect(Collectors.toSet());
        String maker = makers.size() == 1 ? makers.iterator().next() : "";
        return new Shape(
                (String) key.get(0),
                (Integer) key.get(1),
                (Boolean) key.get(2),
                lives.size(),
                (int) lives.stream().filter(Life::isInUse).count(),
                (int) lives.stream().filter(Life::isProvenInUse).count(),
                (int) lives.stream().filter(Life::isOrphan).count(),
                dead.size(),
                left.size(),
                generations(left, !dead.isEmpty()),
                maker.startsWith("like ") ? maker : null,
                alike);
    }

    /**
     * Starts that the sets are of, by the seconds in which they were made. A start may run over a second's edge; where the
     * sets are known to be dead, one after the other in each second are told apart by how many a second has at most.
     */
    private static int generations(List<Life> lives, boolean dead) {
        TreeMap<Long, Integer> seconds = new TreeMap<>();
        lives.stream().filter(l -> l.born() != null).forEach(l -> seconds.merge(l.born() / 1_000, 1, Integer::sum));
        int most = dead && !seconds.isEmpty() ? Collections.max(seconds.values()) : Integer.MAX_VALUE;
        int generations = 0;
        long last = Long.MIN_VALUE / 2;
        int sum = 0;
        for (Map.Entry<Long, Integer> second : seconds.entrySet()) {
            boolean same = second.getKey() - last == 1 && (long) sum + second.getValue() <= most;
            generations += same ? 0 : 1;
            sum = same ? sum + second.getValue() : second.getValue();
            last = second.getKey();
        }
        return generations;
    }

    /** How much of the scarce limit there was in use; null where not known. */
    Long used() {
        return room.scarce().used();
    }

    /** The scarce limit; null where not known. */
    Long limit() {
        return room.scarce().most();
    }

    /** What sets of so many semaphores take of the scarce limit. */
    private long weight(long sets, int nsems) {
        return room.isOfSemaphores() ? sets * Math.max(1, nsems) : sets;
    }

    /** What those take of the scarce limit that recorded JVMs leaked. */
    long leakedWeight() {
        return leaks.stream().mapToLong(s -> weight(s.left(), s.nsems())).sum();
    }

    long weight(Shape shape, int sets) {
        return weight(sets, shape.nsems());
    }

    /** What those take of it that are in use by programs that are not seen to leak. */
    long inUse() {
        return others.stream().mapToLong(s -> weight(s, s.inUse())).sum() + ofPools(Life::isInUse);
    }

    private long ofPools(Predicate<Life> which) {
        return pools.stream().mapToLong(p -> weight(p, which)).sum();
    }

    private long weight(Pool pool, Predicate<Life> which) {
        return pool.sets().stream()
                .filter(which)
                .mapToLong(l -> weight(1, l.row().nsems() == null ? 1 : l.row().nsems()))
                .sum();
    }

    /** The JVM that has at least half of what is used, and is not seen to leak; null for none. */
    Pool pool() {
        return pools.stream()
                .limit(1)
                .filter(p -> used() != null && weight(p, l -> true) * 2 >= used())
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether it is honest demand: nobody is seen to leak or made keys of its own until there was no room, and living
     * programs use at least half of what there is, a fifth of it proven.
     */
    boolean isDemand() {
        long proven = others.stream().mapToLong(s -> weight(s, s.proven())).sum() + ofPools(Life::isProvenInUse);
        return leaks.isEmpty()
                && left() == null
                && used() != null
                && inUse() * 2 >= used()
                && proven * 5 >= used()
                && (room.sets().used() == null || keyed * 2 < room.sets().used());
    }

    /** Sets such as a JVM that leaks makes, which its recording does not tell of. */
    int alike() {
        return others.stream().filter(Shape::alike).mapToInt(Shape::count).sum();
    }

    /** What those take of the scarce limit. */
    long alikeWeight() {
        return others.stream()
                .filter(Shape::alike)
                .mapToLong(s -> weight(s, s.count()))
                .sum();
    }

    /** The largest group of sets that programs left, or that look so; null for none. */
    Shape left() {
        return others.stream()
                .filter(Shape::looksLeft)
                .max(Comparator.comparingLong(s -> weight(s, s.left())))
                .orElse(null);
    }
}
