package org.semtrail.report.story;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Amount;
import org.semtrail.correlate.story.JvmLine;
import org.semtrail.correlate.story.Site;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Gap;
import org.semtrail.correlate.story.Story.Process;

/** Of many JVMs those that a reader looks for: who left sets or failed, then who waited, made sets or did most. */
final class KeptJvms {
    private static final int MOST = 500;

    private final Story story;
    private final Map<JvmLine, Long> leaked = new HashMap<>();
    private final Set<JvmLine> kept;

    private KeptJvms(Story story) {
        this.story = story;
        for (Site site : story.sites()) {
            leaked.merge(site.jvm(), site.made() - site.removed(), Long::sum);
        }
        this.kept = story.jvms().stream()
                .sorted(Comparator.comparingLong(this::leaked)
                        .thenComparingLong(JvmLine::failed)
                        .thenComparingLong(JvmLine::waitedNanos)
                        .thenComparingLong(JvmLine::created)
                        .thenComparingLong(JvmLine::events)
                        .reversed())
                .limit(MOST)
                .collect(Collectors.toCollection(HashSet::new));
    }

    static KeptJvms of(Story story) {
        return new KeptJvms(story);
    }

    /** Sets that it made and that nobody with a recording removed. */
    long leaked(JvmLine jvm) {
        return leaked.getOrDefault(jvm, 0L);
    }

    /** In the order in which the story has them. */
    List<JvmLine> jvms() {
        return story.jvms().stream().filter(kept::contains).toList();
    }

    /** With the processes that are no JVMs. */
    List<Process> processes() {
        Set<String> keys = kept.stream().map(JvmLine::key).collect(Collectors.toSet());
        return story.processes().stream()
                .filter(p -> !p.jvm() || keys.contains(p.key()))
                .toList();
    }

    /** What was left out; empty where all were kept. */
    List<Gap> gaps() {
        int more = story.jvms().size() - kept.size();
        return more == 0
                ? List.of()
                : List.of(new Gap(
                        "JVMs and their processes",
                        "of " + Amount.of(story.jvms().size(), "JVM") + " those " + kept.size()
                                + " are listed that left, failed, waited or did most; what the other " + more
                                + " did is counted",
                        null,
                        null));
    }
}
