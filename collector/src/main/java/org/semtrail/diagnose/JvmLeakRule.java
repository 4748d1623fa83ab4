package org.semtrail.diagnose;

import java.time.Duration;
import java.time.Instant;
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
 * that is made at the start, in one go or as it is needed, is no leak: it stops.
 */
final class JvmLeakRule implements Rule {
    static final String ID = "jvm-leaks-sets";

    private static final int FEWEST = 4;
    private static final Duration ONE_GO = Duration.ofSeconds(1);

    /** Who was quiet for so many times the usual distance between two sets has stopped. */
    private static final int PAUSE = 10;

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
            if (!isKnown(facts, jvm)) {
                continue;
            }
            Set<List<JvmFrame>> refused = refused(jvm);
            byPlace(removals, jvm, alive).values().stream()
                    .filter(made -> isLeak(facts, jvm, made, refused))
                    .forEach(made -> findings.add(finding(facts, jvm, made)));
        }
        return findings;
    }

    /** Of a namespace that is gone, its sets are gone, too; of another host only the recording can tell, if it is whole. */
    private static boolean isKnown(HostFacts facts, JvmFacts jvm) {
        return JvmTold.isOfThisHost(facts, jvm)
                || (!Boolean.TRUE.equals(jvm.recording().thisBoot())
                        && jvm.recording().complete());
    }

    /** Places that went on until there was no room. */
    private static Set<List<JvmFrame>> refused(JvmFacts jvm) {
        return JvmTold.events(jvm, SemGet.class).stream()
                .filter(g -> g.call().failedWith(Errno.ENOSPC.number))
                .map(JvmTold::site)
                .collect(Collectors.toSet());
    }

    private static Map<List<JvmFrame>, List<Made>> byPlace(
            JvmRemovals removals, JvmFacts jvm, Map<SemGet, SetFacts> alive) {
        Map<List<JvmFrame>, List<Made>> places = new LinkedHashMap<>();
        for (SemGet get : JvmTold.events(jvm, SemGet.class)) {
            if (JvmHistory.isCreation(get)) {
                boolean removed = removals.since(jvm, get.semid(), get.at());
                places.computeIfAbsent(JvmTold.site(get), p -> new ArrayList<>())
                        .add(new Made(get, alive.get(get), removed));
            }
        }
        return places;
    }

    private static boolean isLeak(HostFacts facts, JvmFacts jvm, List<Made> made, Set<List<JvmFrame>> refused) {
        boolean full = refused.contains(JvmTold.site(made.get(0).get()));
        boolean again = span(made).compareTo(ONE_GO) > 0 && goesOn(jvm, made);
        boolean here = JvmTold.isOfThisHost(facts, jvm);
        // Whoever removed them: a set that is not in the table is gone.
        long gone = made.stream()
                .filter(m -> m.removed() || (here && m.alive() == null))
                .count();
        return made.size() >= FEWEST && (full || again) && gone * 10 <= made.size() && made.size() - gone >= FEWEST;
    }

    /** Whether it was not quiet at the end of the recording: a pool that has grown stops. */
    private static boolean goesOn(JvmFacts jvm, List<Made> made) {
        Instant last = made.get(made.size() - 1).get().at();
        Duration span = span(made);
        Duration pause = span.multipliedBy(PAUSE).dividedBy(Math.max(1, made.size() - 1));
        Duration longest = pause.compareTo(span) < 0 ? pause : span;
        Duration quiet = Duration.between(last, jvm.recording().to());
        return quiet.compareTo(ONE_GO) <= 0 || quiet.compareTo(longest) <= 0;
    }

    private static Duration span(List<Made> made) {
        return Duration.between(
                made.get(0).get().at(), made.get(made.size() - 1).get().at());
    }

    private static Finding finding(HostFacts facts, JvmFacts jvm, List<Made> made) {
        SemGet first = made.get(0).get();
        List<SetFacts> alive =
                made.stream().filter(m -> m.alive() != null).map(Made::alive).toList();
        boolean here = JvmTold.isOfThisHost(facts, jvm);
        String removed = removed(jvm, made);
        List<String> evidence = new ArrayList<>(List.of(
                "made at " + JvmTold.stack(first),
                "semget with success "
                        + JvmTold.times(made.stream().map(Made::get).toList()) + "; "
                        + removed
                        + (here ? ", in the table still " + alive.size() : "; what others removed is not known"),
                jvm.source()));
        return new Finding(
                ID,
                Severity.WARNING,
                jvm.label() + " made " + made.size() + " semaphore sets at " + JvmTold.place(first) + ", "
                        + rate(jvm, made) + " a minute, and " + removed
                        + (here ? ": " + alive.size() + " are there still." : "."),
                evidence,
                "A set stays in the kernel until somebody removes it, whatever becomes of the Java object that stood for it"
                        + " or of the JVM. At this rate the table fills up, and then every program on "
                        + (here ? "this" : "its") + " host that"
                        + " needs a set fails with \"No space left on device\".",
                remedy(facts, alive));
    }

    private static String removed(JvmFacts jvm, List<Made> made) {
        long removed = made.stream().filter(Made::removed).count();
        if (removed > 0) {
            return "removed hardly any of them (" + removed + ")";
        }
        return jvm.recording().complete()
                ? "removed none of them"
                : "removed none of them in the part of its recording that was read";
    }

    /** From the first one to the end of the recording. */
    private static String rate(JvmFacts jvm, List<Made> made) {
        Duration span = Duration.between(made.get(0).get().at(), jvm.recording().to());
        double minutes = Math.max(1_000, span.toMillis()) / 60_000.0;
        double rate = made.size() / minutes;
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
