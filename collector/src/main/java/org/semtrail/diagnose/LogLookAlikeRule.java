package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.semtrail.capture.host.DevShm;
import org.semtrail.correlate.HostFacts;
import org.semtrail.diagnose.Finding.Severity;

/** A log tells of a failure that reads like one with semaphores and is none: says which limit it is instead. */
public final class LogLookAlikeRule implements Rule {
    static final String ID = "log-look-alike";
    private static final String TOLD = ": the log tells of ";

    @Override
    public List<Finding> check(HostFacts facts) {
        return Arrays.stream(Disease.values())
                .filter(Disease::isLookAlike)
                .flatMap(disease -> check(facts, disease).stream())
                .toList();
    }

    private static Optional<Finding> check(HostFacts facts, Disease disease) {
        LogTold told = LogTold.of(facts, disease);
        if (told.isEmpty()) {
            return Optional.empty();
        }
        Topic topic = Topics.get(disease.topic());
        List<String> evidence = new ArrayList<>(told.evidence());
        // Of files of another host nothing is known but them.
        if (facts.ownIpcNs() >= 0) {
            evidence.addAll(state(facts, disease));
        }
        return Optional.of(new Finding(
                ID,
                Severity.WARNING,
                topic.title() + TOLD + told.words() + ". As a rule that is no matter of semaphore sets.",
                evidence,
                topic.text().replace('\n', ' '),
                told.commands(topic)));
    }

    /** What it is instead; null for a finding of another rule. */
    public static String cause(Finding finding) {
        String what = finding.what();
        return finding.id().equals(ID) ? what.substring(0, what.indexOf(TOLD)) : null;
    }

    /** What the host shows of the limit in question now. */
    private static List<String> state(HostFacts facts, Disease disease) {
        return switch (disease) {
            case DEV_SHM_FULL, DEV_SHM_MISSING -> devShm(facts.config().devShm());
            case SHM_LIMIT -> limits(facts, "shmmni", "shmall");
            case MSG_LIMIT -> limits(facts, "msgmni");
            case MQUEUE_LIMIT -> limits(facts, "queues_max");
            default -> List.of();
        };
    }

    private static List<String> devShm(DevShm shm) {
        if (shm == null) {
            return List.of("/dev/shm of this host: could not be read");
        }
        return List.of(
                shm.mounted()
                        ? "/dev/shm of this host now: " + shm.bytesUsed() + " of " + shm.bytes()
                                + " bytes; a container has its own"
                        : "/dev/shm of this host: nothing is mounted there");
    }

    private static List<String> limits(HostFacts facts, String... names) {
        return facts.own()
                .flatMap(ns -> Stream.of(names).flatMap(n -> ns.limits().get(n).stream()))
                .filter(l -> l.limit() != null)
                .map(l -> l.name().toUpperCase(java.util.Locale.ROOT) + " now: " + (l.used() == null ? "?" : l.used())
                        + " of " + l.limit() + " in this IPC namespace")
                .toList();
    }
}
