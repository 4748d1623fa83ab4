package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.List;
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

    public static StoryVerdict of(Story story, List<StoryFinding> findings) {
        List<StoryFinding> wrong =
                findings.stream().filter(f -> f.severity() != Severity.NOTE).toList();
        if (wrong.isEmpty()) {
            return nothing(story);
        }
        StoryFinding worst = wrong.get(0);
        // What only tells that it broke may have its cause told by another.
        StoryFinding cause = worst.cause() != null
                ? worst
                : wrong.stream().filter(f -> f.cause() != null).findFirst().orElse(worst);
        List<String> settle = new ArrayList<>(worst.settle());
        cause.settle().stream().filter(s -> !settle.contains(s)).forEach(settle::add);
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

    private static StoryVerdict nothing(Story story) {
        boolean any = !story.jvms().isEmpty()
                || story.tables() != null
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
                        ? List.of()
                        : List.of(
                                "recordings of the JVMs (semtrail's agent)",
                                "copies of /proc/sysvipc/*, ipcs -s -t, sysctl kernel.sem",
                                "logs of the programs that failed"));
    }
}
