package org.semtrail.correlate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.semtrail.capture.host.HostLooks;
import org.semtrail.capture.host.HostView;
import org.semtrail.capture.host.HostView.Tables;
import org.semtrail.capture.host.SystemdUnits;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.HostFacts.NamespaceFacts;

/**
 * From looks at a host to facts. What the first look would let go is looked at a second time, tables before processes
 * again, and the safer verdict of the two stands: a process that forks while /proc is read can be missed once.
 */
public final class HostJudge {
    private final HostLooks looks;
    private final SystemdUnits units;
    private final UserNames names;
    private final KnownSoftware.Hints hints;

    public HostJudge(HostLooks looks, SystemdUnits units, UserNames names, KnownSoftware.Hints hints) {
        this.looks = looks;
        this.units = units;
        this.names = names;
        this.hints = hints;
    }

    public HostFacts judge() {
        return judge(List.of());
    }

    /**
     * @param removed sets that we removed ourselves since the plan was made: what is left of their start is judged as
     *     if they were there
     */
    public HostFacts judge(Collection<SysvSem> removed) {
        HostView view = looks.read().withRemoved(removed);
        Map<Long, List<SetFacts>> sets = judge(view);
        Set<Long> doubtful = sets.entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(HostJudge::isCandidate))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!doubtful.isEmpty()) {
            HostView second =
                    looks.again(view, ns -> doubtful.contains(ns.inode())).withRemoved(removed);
            Map<Long, List<SetFacts>> again = judge(second);
            doubtful.forEach(ns -> sets.merge(ns, again.getOrDefault(ns, List.of()), HostJudge::safer));
        }
        return facts(view, sets);
    }

    private static boolean isCandidate(SetFacts set) {
        return set.verdict().compareTo(Verdict.PRESUMED_ORPHAN) >= 0;
    }

    private Map<Long, List<SetFacts>> judge(HostView view) {
        Life life = new Life(view);
        UnitTimes unitTimes = new UnitTimes(units, view.at(), looks.monotonicMicros());
        Map<Long, List<SetFacts>> sets = new HashMap<>();
        for (Tables tables : view.namespaces()) {
            Census census = new Census(view, tables, life);
            List<SetFacts> judged = new ArrayList<>(tables.sems().size());
            for (Start start : census.starts()) {
                StartJudge judge = new StartJudge(census, start, unitTimes, hints);
                start.sets().forEach(set -> judged.add(judge.judge(set)));
            }
            judged.sort(Comparator.comparingInt(s -> s.sem().semid()));
            sets.put(tables.ns().inode(), judged);
        }
        return sets;
    }

    /** The first look's sets; what the second saw otherwise makes them safer, what it did not see is unknown. */
    private static List<SetFacts> safer(List<SetFacts> first, List<SetFacts> second) {
        Map<Integer, SetFacts> again = new HashMap<>();
        second.forEach(s -> again.put(s.sem().semid(), s));
        return first.stream()
                .map(set -> isCandidate(set) ? confirm(set, again.get(set.sem().semid())) : set)
                .toList();
    }

    private static SetFacts confirm(SetFacts set, SetFacts again) {
        if (again == null || !sameSet(set.sem(), again.sem())) {
            Evidence moved = Evidence.open("it was removed or changed between two looks at the host", "second look");
            return set.with(Verdict.UNKNOWN, List.of(moved));
        }
        return again.verdict().compareTo(set.verdict()) < 0 ? again : set;
    }

    /** Whether nothing about it moved: an id alone may be another set by now. */
    public static boolean sameSet(SysvSem a, SysvSem b) {
        return a.semid() == b.semid()
                && a.key() == b.key()
                && a.uid() == b.uid()
                && a.gid() == b.gid()
                && a.cuid() == b.cuid()
                && a.cgid() == b.cgid()
                && a.mode() == b.mode()
                && a.nsems() == b.nsems()
                && a.ctime() == b.ctime()
                && a.otime() == b.otime();
    }

    private HostFacts facts(HostView view, Map<Long, List<SetFacts>> sets) {
        List<NamespaceFacts> namespaces = view.namespaces().stream()
                .map(t -> new NamespaceFacts(t.ns(), sets.getOrDefault(t.ns().inode(), List.of()), t.limits()))
                .sorted(Comparator.comparing(n -> !n.ns().own()))
                .toList();
        return new HostFacts(
                view.at(), view.ownIpcNs(), namespaces, view.processes(), view.allListed(), names, view.unseen());
    }
}
