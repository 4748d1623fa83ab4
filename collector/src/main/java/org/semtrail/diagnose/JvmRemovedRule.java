package org.semtrail.diagnose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.JvmEvent.OfSet;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.JvmRemovals.Removal;

/**
 * A set was gone while a Java program used it: EIDRM for who waited, EINVAL for who came later (semop(2)). By whom, where
 * a recording tells.
 */
final class JvmRemovedRule implements Rule {
    static final String ID = "jvm-set-removed";

    @Override
    public List<Finding> check(HostFacts facts) {
        JvmRemovals removals = new JvmRemovals(facts);
        List<Finding> findings = new ArrayList<>();
        for (JvmFacts jvm : facts.jvms()) {
            Map<Integer, SetFacts> sets = JvmTold.sets(facts, jvm);
            failures(jvm, sets).forEach((semid, failed) -> {
                Instant until = failed.get(failed.size() - 1).call().end();
                Optional<Removal> by = removals.before(jvm, semid, until);
                findings.add(finding(jvm, semid, failed, by, sets.get(semid)));
            });
        }
        return findings;
    }

    /** Calls on sets that were gone, by id. */
    private static Map<Integer, List<OfSet>> failures(JvmFacts jvm, Map<Integer, SetFacts> sets) {
        Set<Integer> known = new HashSet<>();
        Map<Integer, List<OfSet>> failures = new LinkedHashMap<>();
        for (OfSet call : JvmTold.events(jvm, OfSet.class)) {
            if (!call.call().failed()) {
                known.add(call.semid());
            } else if (isGone(call, known, sets.get(call.semid()))) {
                failures.computeIfAbsent(call.semid(), id -> new ArrayList<>()).add(call);
            }
        }
        return failures;
    }

    /** EINVAL is also the answer to an id that never was, to a wrong semaphore, and to no operations at all. */
    private static boolean isGone(OfSet call, Set<Integer> known, SetFacts now) {
        if (call instanceof SemGet || call.semid() < 0) {
            return false;
        }
        boolean sane = !(call instanceof SemOperation o) || o.nsops() > 0;
        boolean there = now != null && now.sem().ctimeInstant().isBefore(call.at());
        return call.call().failedWith(Errno.EIDRM.number)
                || (call.call().failedWith(Errno.EINVAL.number) && sane && known.contains(call.semid()) && !there);
    }

    private static Finding finding(JvmFacts jvm, int semid, List<OfSet> failed, Optional<Removal> by, SetFacts today) {
        OfSet first = failed.get(0);
        List<String> evidence = new ArrayList<>(List.of(
                first.call().function() + " failed with "
                        + Errno.describe(first.call().errno()) + " " + JvmTold.times(failed),
                "the failed call: " + JvmTold.stack(first)));
        by.ifPresent(r -> evidence.add("removed at " + JvmTold.time(r.call().at()) + " by "
                + r.jvm().label() + ", " + r.call().call().thread() + ": "
                + JvmTold.stack(r.call())));
        evidence.add(
                today == null
                        ? "set " + semid + " is not in the tables that we see"
                        : "a set " + semid + " is there: made or changed at "
                                + today.sem().ctimeInstant() + ", another one with the same id");
        evidence.add(jvm.source());
        return new Finding(
                ID,
                Severity.WARNING,
                jvm.label() + " used semaphore set " + semid + " at " + JvmTold.place(first) + " after it was removed, "
                        + failed.size() + " time(s). " + who(jvm, by),
                evidence,
                "This is not a full table, and raising kernel.sem does not help. "
                        + (by.isPresent()
                                ? "Two parts of the software disagree on how long the set lives."
                                : "No recording tells who removed it: a JVM without the agent, another program, a person or"
                                        + " script with ipcrm, or systemd-logind at the end of the owner's last session"
                                        + " (RemoveIPC)."),
                remedy(by));
    }

    private static String who(JvmFacts jvm, Optional<Removal> by) {
        return by.map(r -> (r.jvm().equals(jvm)
                                ? "It removed it itself, at "
                                : r.jvm().label() + " removed it, at ")
                        + JvmTold.place(r.call()) + ".")
                .orElse("Who did that is not recorded.");
    }

    private static List<String> remedy(Optional<Removal> by) {
        return by.isPresent()
                ? List.of("# let only one of the two places remove the set, after the last use")
                : List.of(
                        "grep -rs ipcrm /etc/cron* /etc/systemd/system /usr/local /root/.bash_history",
                        "systemd-analyze cat-config systemd/logind.conf | grep -i RemoveIPC",
                        "# clean up with this instead of ipcrm: it leaves what is in use",
                        "semtrail prune");
    }
}
