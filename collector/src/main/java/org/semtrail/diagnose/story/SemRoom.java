package org.semtrail.diagnose.story;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.correlate.story.Trouble;

/**
 * How much room a table had for one set more, by both limits at which semget finds none (ENOSPC): SEMMNI counts sets, SEMMNS
 * the semaphores of all sets together (semget(2)).
 *
 * @param asked the most semaphores that a call which was refused is known to have asked for; null where none is
 * @param usual how many semaphores the largest set of the table has
 */
record SemRoom(Limit sets, Limit semaphores, Integer asked, int usual) {
    private static final int NEAR_PERCENT = 80;
    private static final int WHOLE = 100;

    /**
     * One of the two.
     *
     * @param name the kernel's
     * @param field where it stands in kernel.sem
     * @param noun what it counts
     * @param used null where not known
     * @param most null where not known
     * @param least what kernels have had by themselves (linux/sem.h; more since 3.19)
     */
    record Limit(String name, String field, String noun, Long used, Long most, long least) {
        boolean isKnown() {
            return used != null && most != null;
        }

        /** What is not known is no lack, but where even an empty table had too little. */
        boolean hasFree(long needed) {
            return most == null || (used == null ? 0 : used) + needed <= most;
        }

        long free() {
            return Math.max(0, most - used);
        }

        long percent() {
            return most == 0 ? WHOLE : used * WHOLE / most;
        }

        /** "SEMMNI, the fourth number of kernel.sem". */
        String words() {
            return name + ", the " + field + " number of kernel.sem";
        }
    }

    static SemRoom of(Story story) {
        return new SemRoom(
                limit(story, "semmni", "fourth", "set", 128),
                limit(story, "semmns", "second", "semaphore", 32_000),
                asked(story),
                story.tables() == null ? 1 : largest(story));
    }

    private static Limit limit(Story story, String name, String field, String noun, long least) {
        return new Limit(
                name.toUpperCase(Locale.ROOT),
                field,
                noun,
                story.used().get(name),
                story.limits().get(name),
                least);
    }

    private static int largest(Story story) {
        return story.tables().stream()
                .map(Life::row)
                .map(Life.Row::nsems)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(1);
    }

    private static Integer asked(Story story) {
        IntStream ofJvms = story.troubles().stream()
                .filter(t -> t.errno().equals("ENOSPC"))
                .map(Trouble::sample)
                .mapToInt(call -> call instanceof SemGet get ? get.nsems() : 0);
        IntStream ofLogs = story.marks().stream()
                .filter(m -> m.mechanism().equals("no-room"))
                .map(Mark::nsems)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue);
        int most = IntStream.concat(ofJvms, ofLogs).max().orElse(0);
        return most == 0 ? null : Integer.valueOf(most);
    }

    /** How many semaphores the next set needs, as far as is known. */
    int needed() {
        return Math.max(1, asked == null ? usual : asked);
    }

    boolean lacksSets() {
        return sets.isKnown() && !sets.hasFree(1);
    }

    /** A set of 17 finds no room while 16 semaphores are free. */
    boolean lacksSemaphores() {
        return !semaphores.hasFree(needed());
    }

    boolean isFull() {
        return lacksSets() || lacksSemaphores();
    }

    /** Whether more than a little was left when the table was captured. */
    boolean hasRoom() {
        return sets.isKnown() && !isNearlyFull();
    }

    /** Whether so little is left that a few starts more need it. */
    boolean isNearlyFull() {
        return isFull()
                || Stream.of(sets, semaphores).anyMatch(limit -> limit.isKnown() && limit.percent() >= NEAR_PERCENT);
    }

    /** The limit that is reached, or will be first; that of sets where nothing tells. */
    Limit scarce() {
        if (lacksSets()) {
            return sets;
        }
        boolean nearer = sets.isKnown() && semaphores.isKnown() && semaphores.percent() > sets.percent();
        return lacksSemaphores() || nearer ? semaphores : sets;
    }

    /** Whether semaphores are what lacks, and not sets. */
    boolean isOfSemaphores() {
        return scarce().equals(semaphores);
    }
}
