package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.diagnose.Finding.Severity;

/**
 * Somebody waits for a semaphore that stands at 0 and whose last operator is dead: without SEM_UNDO the kernel gives
 * back nothing when a holder dies (semop(2)). Where a JVM's recording tells more, that is another finding.
 */
final class AbandonedLockRule implements Rule {
    static final String ID = "abandoned-lock";

    @Override
    public List<Finding> check(HostFacts facts) {
        List<Finding> findings = new ArrayList<>();
        for (SetFacts set : facts.sets().toList()) {
            SysvSem.Sems sems = set.sem().sems();
            for (int i = 0; sems != null && i < set.sem().nsems(); i++) {
                boolean stuck = sems.value()[i] == 0 && sems.ncount()[i] > 0 && sems.pid()[i] > 0;
                boolean told = stuck && JvmLockNotReleasedRule.concerns(set, i);
                if (stuck && !told && facts.isDead(sems.pid()[i], set.sem())) {
                    findings.add(finding(facts, set, i));
                }
            }
        }
        return findings;
    }

    private static Finding finding(HostFacts facts, SetFacts set, int semnum) {
        SysvSem.Sems sems = set.sem().sems();
        int semid = set.sem().semid();
        String waiters = set.waiters().stream().map(HostProcess::label).limit(4).collect(Collectors.joining(", "));
        return new Finding(
                ID,
                Severity.CRITICAL,
                sems.ncount()[semnum] + " process(es) wait for semaphore " + semnum + " of set " + semid + ", and pid "
                        + sems.pid()[semnum] + ", which operated it last, is dead.",
                List.of(
                        "value 0, ncount " + sems.ncount()[semnum] + ", sempid " + sems.pid()[semnum]
                                + " (no such process)",
                        "waiting: " + (waiters.isEmpty() ? "not visible to us" : waiters)),
                "The dead process most likely held it as a lock, and took it without SEM_UNDO: nobody gives it back, and"
                        + " those who wait will wait for ever. Another process may also be meant to raise it: whoever"
                        + " knows the program can tell.",
                List.of(
                        "# who waits, and who else uses the set",
                        "semtrail show " + semid
                                + (set.sem().ipcNs() == facts.ownIpcNs()
                                        ? ""
                                        : " --ipc-ns " + set.sem().ipcNs()),
                        "# restart the program that owns the set; do not remove a set that processes wait on"));
    }
}
