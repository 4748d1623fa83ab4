package org.semtrail.correlate;

import java.util.List;
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
 */
public record SetFacts(
        SysvSem sem,
        Verdict verdict,
        List<Evidence> evidence,
        Creator creator,
        List<HostProcess> users,
        List<HostProcess> waiters,
        KnownSoftware software) {
    public SetFacts {
        evidence = List.copyOf(evidence);
        users = List.copyOf(users);
        waiters = List.copyOf(waiters);
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
        return new SetFacts(sem, safer, all, creator, users, waiters, software);
    }
}
