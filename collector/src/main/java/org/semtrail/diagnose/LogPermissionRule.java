package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.diagnose.Finding.Severity;

/** A log tells that a program was not allowed to use or remove a set. */
final class LogPermissionRule implements Rule {
    static final String ID = "log-permission";

    @Override
    public List<Finding> check(HostFacts facts) {
        LogTold told = LogTold.of(facts, Disease.PERMISSION);
        if (told.isEmpty()) {
            return List.of();
        }
        List<String> evidence = new ArrayList<>(told.evidence());
        told.hits()
                .forEach(hit -> facts.sets()
                        .filter(set -> isNamed(hit, set))
                        .limit(3)
                        .forEach(set -> evidence.add("set " + set.sem().semid() + " belongs to "
                                + facts.names().user(set.sem().uid()) + ", made by "
                                + facts.names().user(set.sem().cuid()) + ", mode "
                                + String.format("%04o", set.sem().mode() & 0777))));
        return List.of(new Finding(
                ID,
                Severity.WARNING,
                "The log tells of " + told.words() + ": the program was not allowed to do this to the set.",
                evidence.stream().distinct().toList(),
                "The set belongs to another user. As a rule one program was started under two users (root or cron once, the"
                        + " server's user later), or two programs share a key by accident. No limit is reached, and"
                        + " nothing was removed.",
                List.of(
                        "semtrail list -o semid,key,uid,cuid,mode,verdict",
                        "# run the program under one user; its set goes with the program that made it")));
    }

    private static boolean isNamed(LogHit hit, SetFacts set) {
        String object = hit.object();
        if (object == null) {
            return false;
        }
        String key = set.sem().key() == 0 ? "" : String.format("0x%x", set.sem().key());
        return object.equals("" + set.sem().semid()) || object.equals(key);
    }
}
