package org.semtrail.diagnose;

import java.util.Comparator;
import java.util.List;
import org.semtrail.correlate.HostFacts;

/** All rules, in the order in which findings of equal severity are told. */
public final class Rules {
    public static final List<Rule> ALL = List.of(
            // the tables
            ExhaustionRule.SETS,
            ExhaustionRule.SEMAPHORES,
            new AbandonedLockRule(),
            new DeadSetsRule(),
            // what JVMs recorded
            new JvmNoSpaceRule(),
            new JvmOtherNoSpaceRule(),
            new JvmRemovedRule(),
            new JvmLockNotReleasedRule(),
            new JvmLeakRule(),
            new JvmContentionRule(),
            // how the host is set up
            new SysctlLinesRule(),
            new HostRaisedContainerStarvesRule(),
            new RemoveIpcRule(),
            new DevShmFullRule(),
            // what logs tell
            new LogExhaustionRule(),
            new LogRemovedRule(),
            new LogPermissionRule(),
            new LogLookAlikeRule(),
            new LogOtherRule());

    private Rules() {}

    public static List<Finding> check(HostFacts facts) {
        return ALL.stream()
                .flatMap(rule -> rule.check(facts).stream())
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }
}
