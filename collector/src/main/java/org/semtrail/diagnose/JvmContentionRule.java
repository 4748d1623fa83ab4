package org.semtrail.diagnose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.SemWaits.Wait;

/** Several threads of Java programs wait long for one semaphore, because others of them have it. */
final class JvmContentionRule implements Rule {
    static final String ID = "jvm-contention";

    private static final Duration LONG = Duration.ofSeconds(1);
    private static final int NOTEWORTHY_PERCENT = 10;
    private static final int MAX_PAIRS = 3;

    /** Who waited for whom, in places of the program. */
    private record Pair(String waiter, String holder) {}

    @Override
    public List<Finding> check(HostFacts facts) {
        List<Finding> findings = new ArrayList<>();
        for (SetFacts set : facts.sets().filter(s -> !s.history().isEmpty()).toList()) {
            for (SemWaits waits : SemWaits.of(set.history())) {
                Map<Pair, List<Duration>> pairs = pairs(waits);
                if (waits.threads() > 1 && !pairs.isEmpty() && waits.total().compareTo(LONG) >= 0) {
                    findings.add(finding(facts, set, waits, pairs));
                }
            }
        }
        return findings;
    }

    private static Map<Pair, List<Duration>> pairs(SemWaits waits) {
        Map<Pair, List<Duration>> pairs = new LinkedHashMap<>();
        for (int i = 0; i < waits.waits().size(); i++) {
            Wait holder = waits.holder(i);
            if (holder != null) {
                Wait waiter = waits.waits().get(i);
                pairs.computeIfAbsent(
                                new Pair(JvmTold.stack(waiter.operation()), JvmTold.stack(holder.operation())),
                                p -> new ArrayList<>())
                        .add(waiter.call().duration());
            }
        }
        return pairs;
    }

    private static Finding finding(HostFacts facts, SetFacts set, SemWaits waits, Map<Pair, List<Duration>> pairs) {
        Wait longest = waits.longest();
        long percent = 100 * waits.total().toMillis() / Math.max(1, waits.span().toMillis());
        List<String> evidence = new ArrayList<>();
        pairs.entrySet().stream()
                .sorted(Comparator.comparing(e -> -e.getValue().size()))
                .limit(MAX_PAIRS)
                .forEach(e -> evidence.add(Amount.of(e.getValue().size(), "time") + ", " + seconds(sum(e.getValue()))
                        + ": waited at " + e.getKey().waiter() + "; last recorded taker: "
                        + e.getKey().holder()));
        evidence.add("the longest: " + longest.call().thread() + " of "
                + longest.jvm().label() + ", " + seconds(longest.call().duration()) + " until "
                + JvmTold.time(longest.call().end()));
        if (!set.waiters().isEmpty()) {
            evidence.add("waiting now: "
                    + String.join(
                            ", ",
                            set.waiters().stream()
                                    .map(HostProcess::label)
                                    .limit(4)
                                    .toList()));
        }
        waits.waits().stream().map(Wait::jvm).map(JvmFacts::source).distinct().forEach(evidence::add);
        return new Finding(
                ID,
                percent >= NOTEWORTHY_PERCENT ? Severity.WARNING : Severity.NOTE,
                waits.threads() + " threads of " + longest.jvm().label() + jvms(waits) + " waited "
                        + waits.waits().size() + " times, " + seconds(waits.total()) + " together, for semaphore "
                        + waits.semnum() + " of set " + set.sem().semid() + "; the longest "
                        + seconds(longest.call().duration()) + ".",
                evidence,
                "One of them has the lock and the others stand still. The time is spent where the lock is held, which is"
                        + " what to make shorter. (If this semaphore is no lock but a signal, by which one thread hands"
                        + " work to others, then waiting for work is all that this is.)",
                List.of("# all waits, with their stacks", JvmTold.show(facts, set)));
    }

    private static String jvms(SemWaits waits) {
        long others = waits.waits().stream()
                        .map(w -> w.jvm().recording().place())
                        .distinct()
                        .count()
                - 1;
        return others == 0 ? "" : " and of " + Amount.of(others, "more JVM");
    }

    private static Duration sum(List<Duration> all) {
        return all.stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static String seconds(Duration d) {
        return String.format(Locale.ROOT, "%.3f s", d.toMillis() / 1e3);
    }
}
