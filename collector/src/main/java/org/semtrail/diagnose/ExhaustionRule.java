package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.diagnose.Finding.Severity;

/**
 * Sets (SEMMNI) or semaphores (SEMMNS) of a namespace are used up, or nearly: semget then fails with ENOSPC
 * (semget(2), ipc/sem.c newary).
 *
 * @param limit the limit's name
 * @param id the finding's id when it is reached
 * @param noun what is counted
 */
record ExhaustionRule(String limit, String id, String noun) implements Rule {
    static final ExhaustionRule SETS = new ExhaustionRule("semmni", "sem-sets-exhausted", "semaphore sets");
    static final ExhaustionRule SEMAPHORES = new ExhaustionRule("semmns", "semaphores-exhausted", "semaphores");

    private static final int NEAR_PERCENT = 80;

    @Override
    public List<Finding> check(HostFacts facts) {
        List<Finding> findings = new ArrayList<>();
        for (NamespaceFacts ns : facts.namespaces()) {
            ns.limits()
                    .get(limit)
                    .filter(l -> l.limit() != null && l.used() != null)
                    .ifPresent(l -> check(facts, ns, l, findings));
        }
        return findings;
    }

    /** Whether it finds something in a namespace. */
    boolean concerns(NamespaceFacts ns) {
        return ns.limits()
                .get(limit)
                .filter(l -> l.limit() != null && l.used() != null)
                .filter(l -> l.used() * 100 >= l.limit() * NEAR_PERCENT)
                .isPresent();
    }

    private void check(HostFacts facts, NamespaceFacts ns, Limit l, List<Finding> findings) {
        Room room = Room.in(ns);
        boolean exhausted = limit.equals(SETS.limit) ? room.lacksSets() : room.lacksSemaphores();
        if (exhausted || l.used() * 100 >= l.limit() * NEAR_PERCENT) {
            findings.add(finding(facts, ns, l, exhausted));
        }
    }

    private Finding finding(HostFacts facts, NamespaceFacts ns, Limit l, boolean exhausted) {
        Demand demand = Demand.of(facts, ns);
        String where = ns.ns().own() ? "" : " in IPC namespace " + ns.ns().inode();
        String what = l.used() + " of " + l.limit() + " " + noun + " are used" + where
                + (exhausted ? ": " + failure(ns, l) : ", " + l.used() * 100 / l.limit() + " %.");
        List<String> evidence = new ArrayList<>(demand.evidence());
        evidence.add(l.name().toUpperCase(java.util.Locale.ROOT) + " = " + l.limit() + " (kernel.sem), used " + l.used()
                + " (SEM_INFO)");
        return new Finding(
                exhausted ? id : "near-exhaustion",
                exhausted ? Severity.CRITICAL : Severity.WARNING,
                what,
                evidence,
                "No disk is full: the kernel has a table of semaphores with a fixed size, and it is this table."
                        + " A program that needs a new one at its start (Apache for its mutexes, for example) cannot"
                        + " start. " + demand.kind(),
                remedy(ns, demand),
                ns.ns().own() ? null : ns.ns().inode());
    }

    private String failure(NamespaceFacts ns, Limit l) {
        long free = l.limit() - l.used();
        int start = Room.in(ns).setsOfOneStart();
        String enospc = "fail with \"No space left on device\" (ENOSPC).";
        return limit.equals(SETS.limit) && free > 0
                ? "programs that make " + start + " at their start, as those here do, " + enospc
                : "new ones " + enospc;
    }

    private static List<String> remedy(NamespaceFacts ns, Demand demand) {
        List<String> commands = new ArrayList<>();
        String scope = ns.ns().own() ? "" : " --ipc-ns " + ns.ns().inode();
        boolean leaks = demand.oneFrame() != null;
        if (leaks) {
            program(ns, demand, scope, commands);
        }
        if (demand.dead() > 0) {
            commands.add("# show which sets are certainly dead, and why; then remove those and no other");
            commands.add("semtrail prune" + scope);
            commands.add("semtrail prune --apply" + scope);
        } else if (demand.presumed() > 0) {
            commands.add("# sets that nothing alive is known to use: look at the evidence before you remove any");
            commands.add("semtrail list --verdict presumed-orphan" + scope);
            commands.add("# and if you know that the program which made them does not run:");
            commands.add("semtrail prune --include presumed-orphan --apply" + scope);
        }
        if (!demand.isLeak() && ns.ns().own()) {
            commands.add((leaks ? "# only to win time: " : "# ")
                    + "raise the limit, with the four fields of kernel.sem in their right order");
            commands.add("semtrail limits recommend > /etc/sysctl.d/90-semaphores.conf");
            commands.add("sysctl -p /etc/sysctl.d/90-semaphores.conf");
        } else if (!demand.isLeak()) {
            commands.add(
                    (leaks ? "# only to win time: " : "# ")
                            + "raise kernel.sem inside this namespace (a container's own --sysctl kernel.sem=…), not on the host");
            commands.add("semtrail limits recommend");
        }
        return commands;
    }

    /** A leak of one line of Java: no limit is high enough for it. */
    private static void program(NamespaceFacts ns, Demand demand, String scope, List<String> commands) {
        commands.add("# first the program: let the program remove its sets (semctl IPC_RMID) where it makes them, at "
                + demand.oneFrame() + ";");
        commands.add(
                "# to restart it frees nothing, for a set outlives its process. Which sets, and one with its stack:");
        commands.add("semtrail list" + scope);
        ns.sets().stream()
                .filter(s -> s.creator()
                        .frame()
                        .filter(f -> f.toString().equals(demand.oneFrame()))
                        .isPresent())
                .findFirst()
                .ifPresent(s -> commands.add("semtrail show " + s.sem().semid() + scope));
    }
}
