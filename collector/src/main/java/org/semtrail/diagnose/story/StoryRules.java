package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.story.Story;
import org.semtrail.diagnose.Finding;
import org.semtrail.diagnose.Rules;

/** All rules about stories, in the order in which findings of equal severity are told; then doctor's own. */
public final class StoryRules {
    static final List<StoryRule> ALL = List.of(
            new NoRoomRule(),
            new RemovedRule(),
            new ObjectGoneRule(),
            new HeldLockRule(),
            new AbandonedRule(),
            new LeakRule(),
            new ContentionRule(),
            new RefusedRule(),
            new SetTooLargeRule(),
            new SysctlRule());

    private static final List<String> NO_ROOM = List.of(
            "log-exhaustion-explained",
            "log-exhaustion-elsewhere",
            "log-exhaustion-not-now",
            "jvm-no-space",
            "sem-sets-exhausted",
            "semaphores-exhausted",
            "near-exhaustion");

    /** What doctor tells of the same thing by other names, from less evidence. */
    private static final Map<String, List<String>> SAME = Map.of(
            "sem-sets-exhausted",
            NO_ROOM,
            "semaphores-exhausted",
            NO_ROOM,
            "set-too-large",
            List.of("log-set-too-large"),
            "live-set-removed",
            List.of("log-set-removed"),
            "jvm-set-removed",
            List.of("log-set-removed"),
            "jvm-lock-not-released",
            List.of("abandoned-lock"));

    private StoryRules() {}

    /** @param facts of the host: live, or what captured tables and logs tell of it */
    public static List<StoryFinding> check(Story story, HostFacts facts) {
        List<StoryFinding> all = new ArrayList<>();
        ALL.forEach(rule -> all.addAll(rule.check(story)));
        Set<String> told = new HashSet<>();
        all.stream().flatMap(f -> SAME.getOrDefault(f.id(), List.of()).stream()).forEach(told::add);
        all.forEach(f -> told.add(f.id()));
        for (Finding f : Rules.check(facts)) {
            boolean ofJvms = f.id().startsWith("jvm-") && !story.jvms().isEmpty();
            if (!ofJvms && (f.ipcNs() != null || !told.contains(f.id()))) {
                all.add(DoctorsWord.of(f));
            }
        }
        all.sort(Comparator.comparing(StoryFinding::severity));
        return all;
    }
}
