package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.offline.InputKind;
import org.semtrail.capture.offline.Source;
import org.semtrail.capture.offline.Source.Status;
import org.semtrail.correlate.story.Story;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/**
 * What comes first in a report: the worst finding, and how sure it is.
 *
 * @param severity critical, warning, ok or unknown
 * @param why what makes it so sure
 * @param settle what would settle what is open
 */
public record StoryVerdict(
        String severity,
        String headline,
        String broke,
        String cause,
        Confidence confidence,
        List<String> why,
        List<Step> steps,
        String again,
        List<String> settle) {
    private static final int FEW = 6;

    /** What is the cause of others, that only tell that it broke. */
    private static final Map<String, List<String>> LEADS_TO =
            Map.of("jvm-leaks-sets", List.of("sem-sets-exhausted", "semaphores-exhausted", "near-exhaustion"));

    public static StoryVerdict of(Story story, List<StoryFinding> findings) {
        List<StoryFinding> wrong =
                findings.stream().filter(f -> f.severity() != Severity.NOTE).toList();
        if (wrong.isEmpty()) {
            return nothing(story);
        }
        StoryFinding worst = wrong.get(0);
        StoryFinding cause = worst.cause() != null ? worst : explaining(worst, wrong);
        List<String> settle = new ArrayList<>(worst.settle());
        Stream.concat(cause.settle().stream(), unread(story).stream())
                .filter(s -> !settle.contains(s))
                .forEach(settle::add);
        return new StoryVerdict(
                worst.severity() == Severity.CRITICAL ? "critical" : "warning",
                worst.what(),
                worst.what() + " " + worst.why(),
                cause.cause(),
                cause.cause() == null ? Confidence.UNKNOWN : cause.confidence(),
                cause.evidence().stream().map(Shown::text).limit(FEW).toList(),
                worst.remedy(),
                worst.again(),
                settle);
    }

    /** A JVM of which nothing could be read may be the one that did it. */
    private static List<String> unread(Story story) {
        List<String> names = story.sources().stream()
                .filter(s -> s.status() == Status.UNREADABLE)
                .filter(s ->
                        s.kind().equals(InputKind.RECORDING.words()) || s.path().endsWith(".jfr"))
                .map(Source::path)
                .toList();
        List<String> all = new ArrayList<>();
        names.stream()
                .limit(FEW)
                .forEach(n -> all.add("a whole copy of the recording " + n + ": what its JVM did is not known"));
        if (names.size() > FEW) {
            all.add("whole copies of " + (names.size() - FEW) + " more recordings that could not be read");
        }
        return all;
    }

    /** The cause of another trouble is none of this one, unless it leads to it. */
    private static StoryFinding explaining(StoryFinding worst, List<StoryFinding> wrong) {
        return wrong.stream()
                .filter(f -> f.cause() != null
                        && LEADS_TO.getOrDefault(f.id(), List.of()).contains(worst.id()))
                .findFirst()
                .orElse(worst);
    }

    /** Who waits for a lock that is in use waits as it should, unless that lasts. */
    private static Stream<String> waits(Story story) {
        return story.tables() == null
                ? Stream.of()
                : story.tables().stream()
                        .filter(l -> l.stuck() != null && l.stuck().ncount() > 0)
                        .limit(FEW)
                        .map(l -> "whether it lasts that " + Amount.of(l.stuck().ncount(), "call")
                                + " waited on semaphore "
                                + l.stuck().semnum() + " of set " + l.semid() + ", last operated by pid "
                                + l.stuck().pid() + ": ipcs -s -i " + l.semid() + ", again a minute later");
    }

    private static StoryVerdict nothing(Story story) {
        boolean any = !story.jvms().isEmpty()
                || story.tables() != null
                || story.used().containsKey("semmni")
                || !story.marks().isEmpty();
        boolean ofTheTime = story.tableIsInside()
                || !story.events().isEmpty()
                || story.marks().stream().anyMatch(m -> story.asked().touches(m.atMs(), m.lastMs()));
        boolean seen = story.asked().isAll() ? any : ofTheTime;
        return new StoryVerdict(
                seen ? "ok" : "unknown",
                seen
                        ? "Nothing wrong with semaphores was found in this evidence."
                        : story.asked().isAll()
                                ? "The evidence tells nothing of semaphores."
                                : "The evidence tells nothing of semaphores in the time that is asked for.",
                null,
                null,
                Confidence.UNKNOWN,
                List.of(),
                List.of(),
                null,
                seen
                        ? Stream.concat(unread(story).stream(), waits(story)).toList()
                        : List.of(
                                "recordings of the JVMs (semtrail's agent)",
                                "copies of /proc/sysvipc/*, ipcs -s -t, sysctl kernel.sem",
                                "logs of the programs that failed"));
    }
}
