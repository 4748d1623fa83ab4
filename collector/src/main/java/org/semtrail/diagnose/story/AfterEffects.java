package org.semtrail.diagnose.story;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.capture.offline.Tried;
import org.semtrail.diagnose.Disease;

/** Messages of a log that only follow from another one: who got no set uses, or removes, what it never had. */
public final class AfterEffects {
    /** No set has such an id: it is what a semget that failed gives. */
    private static final Pattern NO_SET = Pattern.compile("\\bsem(?:op|timedop|ctl)\\((?:semid=)?-1\\b");

    /** How many lines later, where no pid tells that it is the same process. */
    private static final long NEAR = 50;

    private AfterEffects() {}

    /** Without those. */
    public static List<LogHit> leftOut(List<LogHit> hits) {
        return hits.stream()
                .filter(hit -> Disease.of(hit) != Disease.REMOVED_BEFORE
                        || (!NO_SET.matcher(hit.excerpt()).find()
                                && hits.stream().noneMatch(first -> leadsTo(first, hit))))
                .toList();
    }

    private static boolean leadsTo(LogHit first, LogHit hit) {
        boolean samePid = first.pid() != null && first.pid().equals(hit.pid());
        boolean near = (first.pid() == null || hit.pid() == null) && hit.lastLine() - first.lastLine() <= NEAR;
        return first.tried() == Tried.SEM_CREATE
                && first.errno() != null
                && Objects.equals(first.signature().software(), hit.signature().software())
                && first.line() < hit.line()
                && (samePid || near);
    }
}
