package org.semtrail.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.correlate.HostFacts.NamespaceFacts;

/**
 * Whether one more semaphore set finds room in a namespace.
 *
 * @param ns the namespace
 * @param sets use and limit of sets; null where either is not known
 * @param semaphores use and limit of semaphores; likewise
 */
record Room(NamespaceFacts ns, Limit sets, Limit semaphores) {
    /** Several programs may start in one second; one of them hardly makes more sets than this. */
    private static final int MAX_START = 8;

    static Room in(NamespaceFacts ns) {
        return new Room(ns, known(ns, "semmni"), known(ns, "semmns"));
    }

    private static Limit known(NamespaceFacts ns, String name) {
        Optional<Limit> limit = ns.limits().get(name);
        return limit.filter(l -> l.limit() != null && l.used() != null).orElse(null);
    }

    boolean isKnown() {
        return sets != null && semaphores != null;
    }

    /** Whether the next start of a program like those here fails now. */
    boolean isFull() {
        return lacksSets() || lacksSemaphores();
    }

    boolean lacksSets() {
        return isFull(sets, setsOfOneStart());
    }

    /** A program that makes sets of 17 fails while 16 semaphores are still free. */
    boolean lacksSemaphores() {
        return isFull(
                semaphores,
                ns.sets().stream().mapToInt(s -> s.sem().nsems()).max().orElse(1));
    }

    /**
     * How many sets a program needs at its start: Apache makes two, gives the first back when the second is refused, and
     * leaves a table with one free place. Told by the starts of known software that are seen; 1 where there are none.
     */
    int setsOfOneStart() {
        Map<Object, Long> starts = ns.sets().stream()
                .filter(s -> s.software() != null && s.software().judged())
                .collect(Collectors.groupingBy(
                        s -> List.of(s.sem().ctime(), s.sem().uid(), s.sem().nsems()), Collectors.counting()));
        return (int) Math.min(
                MAX_START, starts.values().stream().mapToLong(n -> n).max().orElse(1));
    }

    private static boolean isFull(Limit limit, int needed) {
        return limit != null && limit.used() + needed > limit.limit();
    }

    /** "32000 of 32000 sets, 40000 of 1024000000 semaphores in IPC namespace 4026531839". */
    String words() {
        return words(sets, "sets") + ", " + words(semaphores, "semaphores") + " in "
                + (ns.ns().own()
                        ? "this IPC namespace"
                        : "IPC namespace " + ns.ns().inode());
    }

    private static String words(Limit limit, String noun) {
        return limit == null ? "? " + noun : limit.used() + " of " + limit.limit() + " " + noun;
    }
}
