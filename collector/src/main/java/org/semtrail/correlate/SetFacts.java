package org.semtrail.correlate;

import java.util.List;
import java.util.stream.Stream;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;

/**
 * All that is known of one semaphore set.
 *
 * @param sem the set as the kernel has it
 * @param verdict may it go
 * @param evidence why, each with its source
 * @param creator who made it
 * @param users living processes that are known to use it
 * @param waiters those of them that wait on it now
 * @param software what it looks like; null for nothing that we know
 * @param history what JVMs recorded that they did with it, who made it first
 */
public record SetFacts(
        SysvSem sem,
        Verdict verdict,
        List<Evidence> evidence,
        Creator creator,
        List<HostProcess> users,
        List<HostProcess> waiters,
        KnownSoftware software,
        List<JvmHistory> history) {
    public SetFacts {
        history = List.copyOf(history);
        evidence = List.copyOf(evidence);
        users = List.copyOf(users);
        waiters = List.copyOf(waiters);
    }

    /** Without recordings. */
    public SetFacts(
            SysvSem sem,
            Verdict verdict,
            List<Evidence> evidence,
            Creator creator,
            List<HostProcess> users,
            List<HostProcess> waiters,
            KnownSoftware software) {
        this(sem, verdict, evidence, creator, users, waiters, software, List.of());
    }

    /** Why it may not be removed by us whatever the verdict; null where nothing forbids it. */
    public String refusal() {
        return software == null ? null : software.refusal();
    }

    /** For people: the program that made it, or "like …" what it looks like; null where nothing tells. */
    public String maker() {
        return creator.program() == null && software != null ? "like " + software.name() : creator.program();
    }

    SetFacts with(Verdict safer, List<Evidence> more) {
        List<Evidence> all = new java.util.ArrayList<>(evidence);
        all.addAll(more);
        return new SetFacts(sem, safer, all, creator, users, waiters, software, history);
    }

    /** The same with what JVMs recorded. */
    SetFacts with(Creator told, List<HostProcess> moreUsers, List<JvmHistory> recorded) {
        List<HostProcess> all =
                Stream.concat(users.stream(), moreUsers.stream()).distinct().toList();
        return new SetFacts(sem, verdict, evidence, told, all, waiters, software, recorded);
    }
}
