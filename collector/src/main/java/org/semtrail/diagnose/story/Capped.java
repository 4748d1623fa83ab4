package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.StoryFinding.Confidence;

/** Findings of one kind, the most important of them; how many more there are is one more finding. */
final class Capped {
    static final int MOST = 20;

    private Capped() {}

    /**
     * Makes findings.
     *
     * @param all what there is one for, each
     * @param importance what is told first; of equals what comes first
     */
    static <T> List<StoryFinding> of(List<T> all, Comparator<? super T> importance, Function<T, StoryFinding> finding) {
        List<StoryFinding> told = new ArrayList<>();
        all.stream().sorted(importance).limit(MOST).forEach(one -> told.add(finding.apply(one)));
        if (all.size() > MOST) {
            told.add(more(told.get(0), all.size() - MOST));
        }
        return told;
    }

    private static StoryFinding more(StoryFinding first, int count) {
        return new StoryFinding(
                first.id(),
                Severity.NOTE,
                "And " + count + " more of the same kind (" + first.id()
                        + "), each of less weight than those that are told.",
                first.why(),
                null,
                Confidence.UNKNOWN,
                List.of(),
                List.of(),
                null,
                List.of("a report of a shorter time (--from, --to), or of fewer recordings"),
                null,
                null);
    }
}
