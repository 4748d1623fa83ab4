package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.diagnose.Finding;
import org.semtrail.diagnose.LogLookAlikeRule;
import org.semtrail.diagnose.SysctlLinesRule;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/** A finding of doctor as one of a story. */
final class DoctorsWord {
    private DoctorsWord() {}

    static StoryFinding of(Finding f) {
        List<Step> steps = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        String text = "";
        for (String line : f.remedy()) {
            if (line.startsWith("#")) {
                add(steps, text, commands);
                text = line.substring(1).strip();
                commands.clear();
            } else {
                commands.add(line);
            }
        }
        add(steps, text, commands);
        return new StoryFinding(
                f.id(),
                f.severity(),
                f.what(),
                f.why(),
                cause(f),
                Confidence.LIKELY,
                f.evidence().stream().map(e -> new Shown(e, "host", List.of())).toList(),
                steps,
                null,
                List.of(),
                null,
                null);
    }

    private static String cause(Finding f) {
        String cause = LogLookAlikeRule.cause(f);
        return cause == null ? SysctlLinesRule.cause(f) : cause;
    }

    private static void add(List<Step> steps, String text, List<String> commands) {
        if (!text.isEmpty() || !commands.isEmpty()) {
            steps.add(new Step(text, commands));
        }
    }
}
