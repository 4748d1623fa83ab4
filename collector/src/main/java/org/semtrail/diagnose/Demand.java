package org.semtrail.diagnose;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;

/**
 * Who needs the sets of a namespace: the figures that tell a leak from honest demand.
 *
 * @param sets all sets
 * @param dead those that may go, whatever their software: orphans
 * @param presumed those that nothing alive is known to use
 * @param live those in use or presumed to be
 * @param used those of them that a living process is seen to use
 * @param deadSemaphores semaphores in the dead ones
 * @param oneFrame the line of Java that made most of them; null for none
 * @param owners who owns how many, most first: "www-data 30 (28 dead)"
 */
record Demand(
        int sets,
        int dead,
        int presumed,
        int live,
        int used,
        long deadSemaphores,
        String oneFrame,
        List<String> owners) {
    private static final int TOP = 3;
    private static final int MAX_OF_A_START = 8;

    static Demand of(HostFacts facts, NamespaceFacts ns) {
        Map<Long, List<SetFacts>> byOwner =
                ns.sets().stream().collect(Collectors.groupingBy(s -> s.sem().uid()));
        List<String> owners = byOwner.entrySet().stream()
                .sorted(Comparator.comparing(e -> -e.getValue().size()))
                .limit(TOP)
                .map(e -> owner(facts.names().user(e.getKey()), e.getValue()))
                .toList();
        return new Demand(
                ns.sets().size(),
                count(ns.sets(), Verdict.ORPHAN),
                count(ns.sets(), Verdict.PRESUMED_ORPHAN),
                count(ns.sets(), Verdict.IN_USE) + count(ns.sets(), Verdict.PRESUMED_IN_USE),
                count(ns.sets(), Verdict.IN_USE),
                ns.sets().stream()
                        .filter(s -> s.verdict() == Verdict.ORPHAN)
                        .mapToLong(s -> s.sem().nsems())
                        .sum(),
                oneFrame(ns.sets()),
                owners);
    }

    private static String oneFrame(List<SetFacts> sets) {
        return sets.stream()
                .flatMap(s -> s.creator().frame().stream())
                .collect(Collectors.groupingBy(JvmFrame::toString, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(e -> e.getValue() > MAX_OF_A_START && e.getValue() * 2 >= sets.size())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static String owner(String name, List<SetFacts> sets) {
        int dead = count(sets, Verdict.ORPHAN) + count(sets, Verdict.PRESUMED_ORPHAN);
        return name + " " + sets.size() + (dead == 0 ? "" : " (" + dead + " dead or presumed so)");
    }

    private static int count(List<SetFacts> sets, Verdict verdict) {
        return (int) sets.stream().filter(s -> s.verdict() == verdict).count();
    }

    /** A leak, where removing the dead brings back a fifth of what is used. */
    boolean isLeak() {
        return 5L * (dead + presumed) >= sets && dead + presumed > 0;
    }

    List<String> evidence() {
        return List.of(
                sets + " sets: "
                        + Stream.of(
                                        live + " in use",
                                        dead + " orphan",
                                        presumed + " presumed orphan",
                                        (sets - live - dead - presumed) + " unknown")
                                .filter(count -> !count.startsWith("0 "))
                                .collect(Collectors.joining(", ")),
                "by owner: " + String.join(", ", owners));
    }

    /** What it is, in words. */
    String kind() {
        if (isLeak()) {
            return "It is a leak: programs that died left sets behind, which nobody will ever remove by itself.";
        }
        if (oneFrame != null) {
            return "Most of them were made by one line of Java, " + oneFrame
                    + ": a leak, if the program does not remove them when it is done with them.";
        }
        return live * 2 >= sets && used * 5 >= sets
                ? "It is honest demand: most sets are in use by living programs, so the limit is too low for this host."
                : "Leak or demand is not settled: for most sets it is not known whether somebody still uses them.";
    }
}
