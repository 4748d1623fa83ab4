package org.semtrail.diagnose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.JvmEvent.OfSet;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.JvmRecording;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.JvmHistory;
import org.semtrail.correlate.SetFacts;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.JvmRemovals.Removal;

/**
 * A set was gone while a Java program used it: EIDRM for who waited, EINVAL for who came later (semop(2)). By whom, where
 * a recording tells.
 */
final class JvmRemovedRule implements Rule {
    static final String ID = "jvm-set-removed";

    /**
     * Calls of a JVM on a set that was gone.
     *
     * @param since when the JVM used it last with success, or made it; the beginning of time where it never did
     */
    private record Loss(int semid, Instant since, List<OfSet> failed) {}

    @Override
    public List<Finding> check(HostFacts facts) {
        JvmRemovals removals = new JvmRemovals(facts);
        List<Finding> findings = new ArrayList<>();
        for (JvmFacts jvm : facts.jvms()) {
            Map<Integer, SetFacts> sets = JvmTold.sets(facts, jvm);
            for (Loss loss : losses(jvm, sets)) {
                Instant until =
                        loss.failed().get(loss.failed().size() - 1).call().end();
                Optional<Removal> by = removals.between(jvm, loss.semid(), loss.since(), until);
                findings.add(finding(jvm, loss, by, sets.get(loss.semid())));
            }
        }
        return findings;
    }

    /** By id and lifetime: what worked again without being made anew was not removed. */
    private static List<Loss> losses(JvmFacts jvm, Map<Integer, SetFacts> sets) {
        Map<Integer, Instant> used = new HashMap<>();
        Map<Integer, Loss> open = new LinkedHashMap<>();
        List<Loss> losses = new ArrayList<>();
        for (OfSet call : JvmTold.events(jvm, OfSet.class)) {
            int id = call.semid();
            if (!call.call().failed()) {
                close(open.remove(id), call, losses);
                used.put(id, call.at());
            } else if (isGone(call, used.containsKey(id), sets.get(id))) {
                open.computeIfAbsent(id, i -> new Loss(id, used.getOrDefault(id, Instant.MIN), new ArrayList<>()))
                        .failed()
                        .add(call);
            }
        }
        losses.addAll(open.values());
        return losses;
    }

    private static void close(Loss loss, OfSet success, List<Loss> losses) {
        if (loss == null) {
            return;
        }
        boolean anew = success instanceof SemGet get && (get.key() == 0 || JvmHistory.mayCreate(get));
        if (!anew) {
            loss.failed().removeIf(c -> !c.call().failedWith(Errno.EIDRM.number));
        }
        if (!loss.failed().isEmpty()) {
            losses.add(loss);
        }
    }

    /** EINVAL is also the answer to an id that never was, to a wrong semaphore, and to no operations at all. */
    private static boolean isGone(OfSet call, boolean known, SetFacts now) {
        if (call instanceof SemGet || call.semid() < 0) {
            return false;
        }
        boolean sane = !(call instanceof SemOperation o) || o.nsops() > 0;
        boolean there = now != null && now.sem().ctimeInstant().isBefore(call.at());
        return call.call().failedWith(Errno.EIDRM.number)
                || (call.call().failedWith(Errno.EINVAL.number) && sane && known && !there);
    }

    private static Finding finding(JvmFacts jvm, Loss loss, Optional<Removal> by, SetFacts today) {
        int semid = loss.semid();
        List<OfSet> failed = loss.failed();
        OfSet first = failed.get(0);
        List<String> evidence = new ArrayList<>(counts(failed));
        evidence.add("the failed call: " + JvmTold.stack(first));
        by.ifPresent(r -> evidence.add("removed at " + JvmTold.time(r.call().at()) + " by "
                + r.jvm().label() + ", " + r.call().call().thread() + ": "
                + JvmTold.stack(r.call()) + says(jvm, r)));
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
                        + Amount.of(failed.size(), "time") + ". " + who(jvm, by),
                evidence,
                "This is not a full table, and raising kernel.sem does not help. "
                        + (by.isPresent()
                                ? "Two parts of the software disagree on how long the set lives."
                                : "No recording tells who removed it: a JVM without the agent, another program, a person or"
                                        + " script with ipcrm, or systemd-logind at the end of the owner's last session"
                                        + " (RemoveIPC)."),
                remedy(by));
    }

    /** "semop failed with EIDRM (…) 2 times, from … to …", for each function and reason. */
    private static List<String> counts(List<OfSet> failed) {
        Map<String, List<OfSet>> kinds = failed.stream()
                .collect(Collectors.groupingBy(
                        c -> c.call().function() + " failed with "
                                + Errno.describe(c.call().errno()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return kinds.entrySet().stream()
                .map(e -> e.getKey() + " " + JvmTold.times(e.getValue()))
                .toList();
    }

    /** Anybody can write that it removed a set. */
    private static String says(JvmFacts jvm, Removal removal) {
        JvmRecording told = removal.jvm().recording();
        return told.isBy(jvm.recording().owner()) ? "" : " (so says a recording that uid " + told.owner() + " wrote)";
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
