package org.semtrail.correlate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostView;
import org.semtrail.capture.host.HostView.Tables;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.correlate.Start.Shape;

/** What is in one IPC namespace, indexed for judging: its starts, who is present, and what is proven to be used. */
final class Census {
    private final HostView view;
    private final IpcNamespace ns;
    private final boolean complete;
    private final Life life;
    private final List<HostProcess> present;
    private final List<Start> starts;
    private final Map<Shape, List<Start>> byShape = new HashMap<>();
    private final Uses uses;
    private final Families families;
    private final Set<Integer> timeless = new HashSet<>();

    Census(HostView view, Tables tables, Life life) {
        this.view = view;
        this.ns = tables.ns();
        this.complete = tables.complete();
        this.life = life;
        int self = Math.toIntExact(ProcessHandle.current().pid());
        this.present = view.processes().stream()
                .filter(p -> p.alive() && p.pid() != self)
                .filter(p -> p.mayBeIn(ns.inode()) || ns.holders().contains(p.pid()))
                .toList();
        this.starts = Start.group(tables.sems());
        findTimeless(tables.sems());
        starts.forEach(start ->
                byShape.computeIfAbsent(start.shape(), s -> new ArrayList<>()).add(start));
        this.uses = new Uses(life, starts, this::timesHold);
        this.families = new Families(life, present);
    }

    /**
     * Ids are handed out in order: a set whose ctime is later than that of one created after it was changed since, or
     * the clock was set. Its times, and those in the future, prove nothing.
     */
    private void findTimeless(List<SysvSem> sets) {
        long later = view.at().getEpochSecond() + 1;
        for (SysvSem set : sets.stream()
                .sorted(Comparator.comparingInt(SysvSem::semid).reversed())
                .toList()) {
            if (set.ctime() > later) {
                timeless.add(set.semid());
            }
            later = Math.min(later, set.ctime());
        }
    }

    HostView view() {
        return view;
    }

    IpcNamespace ns() {
        return ns;
    }

    /** Whether every set of the namespace is known. */
    boolean complete() {
        return complete;
    }

    Life life() {
        return life;
    }

    /** Living processes with a thread in the namespace, or a way back into it; without ourselves. */
    List<HostProcess> present() {
        return present;
    }

    List<Start> starts() {
        return starts;
    }

    boolean timesHold(SysvSem set) {
        return !timeless.contains(set.semid());
    }

    Uses uses() {
        return uses;
    }

    /** The families of those who are present, as sets of a shape and second see them. */
    List<Family> families(Shape shape, Instant ctime) {
        return families.of(shape, ctime);
    }

    /** The start of the same shape that came next before; null for none. */
    Start before(Start start) {
        return beside(start, -1);
    }

    /** The start of the same shape that came next; null for none. */
    Start after(Start start) {
        return beside(start, 1);
    }

    private Start beside(Start start, int step) {
        List<Start> same = byShape.get(start.shape());
        int low = 0;
        int high = same.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (same.get(middle).first().semid() < start.first().semid()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int at = low + step;
        return at >= 0 && at < same.size() ? same.get(at) : null;
    }
}
