package org.semtrail.diagnose;

import java.util.Optional;
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

    /** Whether semget fails here now, for a set as large as the largest that there is. */
    boolean isFull() {
        int needed = ns.sets().stream().mapToInt(s -> s.sem().nsems()).max().orElse(1);
        return isFull(sets, 1) || isFull(semaphores, needed);
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
