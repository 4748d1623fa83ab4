package org.semtrail.diagnose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.JvmHistory;
import org.semtrail.correlate.SetFacts;
import org.semtrail.diagnose.Finding.Severity;

/**
 * One place in a Java program makes sets again and again, or until there is no room, and nobody removes them. A pool
 * that is made at the start, in one go, is no leak.
 */
final class JvmLeakRule implements Rule {
    static final String ID = "jvm-leaks-sets";

    private static final int FEWEST = 4;
    private static final Duration ONE_GO = Duration.ofSeconds(1);

    /** What one place made. */
    private record Made(SemGet get, SetFacts alive, boolean removed) {}

    @Override
    public List<Finding> check(HostFacts facts) {
        Map<SemGet, SetFacts> alive = new IdentityHashMap<>();
        facts.sets()
                .forEach(s ->
                        s.history().stream().filter(h -> h.created() != null).forEach(h -> alive.put(h.created(), s)));
        JvmRemovals removals = new JvmRemovals(facts);
        List<Finding> findings = new ArrayList<>();
        for (JvmFacts jvm : facts.jvms()) {
            Set<List<JvmFrame>> refused = refused(jvm);
            byPlace(removals, jvm, alive).values().stream()
                    .filter(made -> isLeak(facts, jvm, made, refused))
                    .forEach(made -> findings.add(finding(facts, jvm, made)));
        }
        return findings;
    }

    /** Places that went on until there was no room. */
    private static Set<List<JvmFrame>> refused(JvmFacts jvm) {
        return JvmTold.events(jvm, SemGet.class).stream()
                .filter(g -> g.call().failedWith(Errno.ENOSPC.number))
                .map(JvmTold::applicationPart)
                .collect(Collectors.toSet());
    }

    private static Map<List<JvmFrame>, List<Made>> byPlace(
            JvmRemovals removals, JvmFacts jvm, Map<SemGet, SetFacts> alive) {
        Map<List<JvmFrame>, List<Made>> places = new LinkedHashMap<>();
        for (SemGet get : JvmTold.events(jvm, SemGet.class)) {
            if (JvmHistory.isCreation(get)) {
                boolean removed = removals.since(jvm, get.semid(), get.at());
                places.computeIfAbsent(JvmTold.applicationPart(get), p -> new ArrayList<>())
                        .add(new Made(get, alive.get(get), removed));
            }
        }
        return places;
    }

    private static boolean isLeak(HostFacts facts, JvmFacts jvm, List<Made> made, Set<List<JvmFrame>> refused) {
        boolean again = span(made).compareTo(ONE_GO) > 0
                || refused.contains(JvmTold.applicationPart(made.get(0).get()));
        long removed = made.stream().filter(Made::removed).count();
        long alive = made.stream().filter(m -> m.alive() != null).count();
        boolean stay = !JvmTold.isOfThisHost(facts, jvm) || alive >= FEWEST;
        return made.size() >= FEWEST && removed * 10 <= made.size() && stay && again;
    }

    private static Duration span(List<Made> made) {
        return Duration.between(
                made.get(0).get().at(), made.get(made.size() - 1).get().at());
    }

    private static Finding finding(HostFacts facts, JvmFacts jvm, List<Made> made) {
        SemGet first = made.get(0).get();
        List<SetFacts> alive =
                made.stream().filter(m -> m.alive() != null).map(Made::alive).toList();
        long removed = made.stream().filter(Made::removed).count();
        boolean here = JvmTold.isOfThisHost(facts, jvm);
        List<String> evidence = new ArrayList<>(List.of(
                "made at " + JvmTold.stack(first),
                "semget with success "
                        + JvmTold.times(made.stream().map(Made::get).toList()) + "; removed "
                        + (removed == 0 ? "none" : String.valueOf(removed))
                        + (here ? ", in the table still " + alive.size() : ""),
                jvm.source()));
        return new Finding(
                ID,
                Severity.WARNING,
                jvm.label() + " made " + made.size() + " semaphore sets at " + JvmTold.place(first) + ", "
                        + rate(made) + " a minute, and removed " + (removed == 0 ? "none" : "hardly any") + " of them"
                        + (here ? ": " + alive.size() + " are there still." : "."),
                evidence,
                "A set stays in the kernel until somebody removes it, whatever becomes of the Java object that stood for it"
                        + " or of the JVM. At this rate the table fills up, and then every program on this host that"
                        + " needs a set fails with \"No space left on device\".",
                remedy(facts, alive));
    }

    private static String rate(List<Made> made) {
        double minutes = Math.max(1_000, span(made).toMillis()) / 60_000.0;
        double rate = (made.size() - 1) / minutes;
        return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate);
    }

    private static List<String> remedy(HostFacts facts, List<SetFacts> alive) {
        List<String> commands = new ArrayList<>(List.of(
                "# let the program call semctl(semid, 0, IPC_RMID) when it is done with a set, also when it fails before;",
                "# or make one set and keep it"));
        if (!alive.isEmpty()) {
            commands.add("# one of them, with the whole stack");
            commands.add(JvmTold.show(facts, alive.get(0)));
            commands.add("# how long the table lasts");
            commands.add("semtrail limits");
        }
        return commands;
    }
}
