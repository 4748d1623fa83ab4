package org.semtrail.correlate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.host.SysvSem;

/**
 * Sets that one program most likely made in one start: same shape, same ctime second, neighbouring ids.
 *
 * @param shape what its sets have in common
 * @param ctime their second
 * @param sets in the order of creation
 */
record Start(Shape shape, long ctime, List<SysvSem> sets) {
    /** How a set was asked for; sets of one software and configuration share it. */
    record Shape(boolean keyed, int nsems, int mode, long uid, long gid, long cuid, long cgid) {
        static Shape of(SysvSem s) {
            return new Shape(s.key() != 0, s.nsems(), s.mode(), s.uid(), s.gid(), s.cuid(), s.cgid());
        }
    }

    /** Positions in the kernel's table may have holes where a sibling was removed. */
    private static final int NEIGHBOUR = 4;

    /** Groups the sets of one IPC namespace, in the order of creation. */
    static List<Start> group(List<SysvSem> sets) {
        List<SysvSem> byAge =
                sets.stream().sorted(Comparator.comparingInt(SysvSem::semid)).toList();
        Map<Shape, List<SysvSem>> open = new HashMap<>();
        List<List<SysvSem>> groups = new ArrayList<>();
        for (SysvSem set : byAge) {
            List<SysvSem> group = open.get(Shape.of(set));
            if (group == null || !continues(group.get(group.size() - 1), set)) {
                group = new ArrayList<>();
                groups.add(group);
                open.put(Shape.of(set), group);
            }
            group.add(set);
        }
        return groups.stream()
                .map(g -> new Start(Shape.of(g.get(0)), g.get(0).ctime(), List.copyOf(g)))
                .toList();
    }

    private static boolean continues(SysvSem last, SysvSem next) {
        return last.ctime() == next.ctime() && isNeighbour(last, next);
    }

    static boolean isNeighbour(SysvSem before, SysvSem after) {
        int step = after.index() - before.index();
        // The table wraps around with a higher sequence number; then no distance is known, and none is assumed.
        return step > 0 && step <= NEIGHBOUR;
    }

    SysvSem first() {
        return sets.get(0);
    }

    SysvSem last() {
        return sets.get(sets.size() - 1);
    }
}
