package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.semtrail.capture.host.Logind;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.diagnose.Finding.Severity;

/** A log tells that a set was gone while its program used it: somebody removed it, and limits have no part in it. */
final class LogRemovedRule implements Rule {
    static final String ID = "log-set-removed";

    @Override
    public List<Finding> check(HostFacts facts) {
        LogTold told = LogTold.of(facts, Disease.REMOVED, Disease.REMOVED_BEFORE, Disease.POSIX_REMOVED);
        if (told.isEmpty()) {
            return List.of();
        }
        List<String> evidence = new ArrayList<>(told.evidence());
        told.hits().forEach(hit -> today(facts, hit).ifPresent(evidence::add));
        logind(facts).ifPresent(evidence::add);
        cleanedUp(facts, told).ifPresent(evidence::add);
        return List.of(new Finding(
                ID,
                Severity.WARNING,
                "The log tells of " + told.words() + ": its semaphore set was " + (told.isSure() ? "" : "most likely ")
                        + "removed by somebody while it was in use.",
                evidence.stream().distinct().toList(),
                "This is not a full table, and raising kernel.sem does not help: removing sets is what caused it. Who did it"
                        + " the kernel does not keep. Candidates: a person or script with ipcrm (\"clean-up\" by owner);"
                        + " systemd-logind at the end of the owner's last session (RemoveIPC); another instance with the"
                        + " same keys that stopped; a child of the program that cleans up at its exit. Children of an"
                        + " Apache that is just restarting tell the same and then end: harmless.",
                remedy(facts)));
    }

    /** Whether the set that the message names is there today. */
    private static Optional<String> today(HostFacts facts, LogHit hit) {
        if (hit.object() == null || !hit.object().matches("\\d{2,10}|0x[0-9a-f]{1,8}")) {
            return Optional.empty();
        }
        boolean key = hit.object().startsWith("0x");
        long number = key ? Long.parseLong(hit.object().substring(2), 16) : Long.parseLong(hit.object());
        Optional<SetFacts> set = facts.sets()
                .filter(s ->
                        (key ? Integer.toUnsignedLong(s.sem().key()) : s.sem().semid()) == number)
                .findFirst();
        String name = (key ? "key " : "set ") + hit.object();
        return Optional.of(set.map(s -> name + " is there now: made or changed at "
                        + s.sem().ctimeInstant() + "; if that is after the message, it is a new one")
                .orElse(name + " is not in the tables: it was removed, or the machine was restarted since"));
    }

    private static Optional<String> logind(HostFacts facts) {
        Logind logind = facts.config().logind();
        if (logind == null) {
            return Optional.of("RemoveIPC of systemd-logind: not known");
        }
        return Optional.of(
                logind.removesIpc()
                        ? "RemoveIPC: " + logind.words()
                                + ": logind is a candidate if the program runs as a user above uid "
                                + facts.config().sysUidMax()
                        : "RemoveIPC: " + (logind.running() ? logind.words() : "no logind runs now")
                                + ": logind is hardly the one");
    }

    /** First no room, then a set gone: somebody cured the one with the other. */
    private static Optional<String> cleanedUp(HostFacts facts, LogTold gone) {
        return LogTold.of(facts, Disease.EXHAUSTION).hits().stream()
                .filter(full ->
                        gone.hits().stream().anyMatch(g -> g.source().equals(full.source()) && g.line() > full.line()))
                .findFirst()
                .map(full -> full.source() + " tells of a full table first (line " + full.line()
                        + "): a clean-up with ipcrm may have followed, and removed live sets too");
    }

    private static List<String> remedy(HostFacts facts) {
        List<String> commands = new ArrayList<>(List.of(
                "# restart the program of this log: it makes new sets; then find out who removes them",
                "grep -rs ipcrm /etc/cron* /etc/systemd/system /usr/local /root/.bash_history",
                "journalctl -u systemd-logind"));
        Logind logind = facts.config().logind();
        if (logind == null || logind.removesIpc()) {
            commands.add("systemd-analyze cat-config systemd/logind.conf | grep -i RemoveIPC");
        }
        commands.add("# clean up with this instead of ipcrm: it leaves what is in use");
        commands.add("semtrail prune");
        return commands;
    }
}
