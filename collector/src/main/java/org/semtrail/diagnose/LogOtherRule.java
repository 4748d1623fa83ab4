package org.semtrail.diagnose;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.semtrail.correlate.HostFacts;
import org.semtrail.diagnose.Finding.Severity;

/** A log tells of a failure with semaphores that no table of the host can explain further: says what it means. */
final class LogOtherRule implements Rule {
    static final String ID = "log-message";
    private static final String TOO_LARGE = "log-set-too-large";

    /** Those that a rule of their own ties to the tables. */
    private static final Set<Disease> TIED = EnumSet.of(
            Disease.EXHAUSTION,
            Disease.UDEV_COOKIE,
            Disease.REMOVED,
            Disease.REMOVED_BEFORE,
            Disease.POSIX_REMOVED,
            Disease.PERMISSION);

    @Override
    public List<Finding> check(HostFacts facts) {
        return Arrays.stream(Disease.values())
                .filter(d -> !d.isLookAlike() && !TIED.contains(d))
                .flatMap(disease -> check(facts, disease).stream())
                .toList();
    }

    private static Optional<Finding> check(HostFacts facts, Disease disease) {
        LogTold told = LogTold.of(facts, disease);
        if (told.isEmpty()) {
            return Optional.empty();
        }
        Topic topic = Topics.get(disease.topic());
        return Optional.of(new Finding(
                disease == Disease.SET_TOO_BIG ? TOO_LARGE : ID,
                Severity.WARNING,
                "The log tells of " + told.words() + "."
                        + (topic.title().endsWith("?") ? "" : " " + topic.title() + "."),
                told.evidence(),
                topic.text().replace('\n', ' '),
                told.commands(topic)));
    }
}
