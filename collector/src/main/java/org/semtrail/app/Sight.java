package org.semtrail.app;

import java.util.List;
import org.semtrail.capture.host.Unseen;
import org.semtrail.correlate.HostFacts;
import org.semtrail.report.Text;
import org.semtrail.report.Wrap;

/** Tells what could not be seen, and stops where that is everything. */
final class Sight {
    private Sight() {}

    /** Ends the command where not even our own tables could be read. */
    static void require(HostFacts facts) {
        if (facts.own().findAny().isEmpty()) {
            Unseen why = facts.unseen().stream()
                    .findFirst()
                    .orElse(Unseen.failed("IPC namespace", "cannot be found by /proc/self/ns/ipc"));
            throw Stop.cannotSee(why.what() + ": " + why.why());
        }
        facts.unseen().stream()
                .filter(u -> u.what().equals("semaphore table") && u.kind() != Unseen.Kind.ABSENT)
                .filter(u -> facts.sets().findAny().isEmpty())
                .findFirst()
                .ifPresent(u -> {
                    throw Stop.cannotSee(u.what() + ": " + u.why());
                });
    }

    /** On stderr, for people; JSON has the same in {@code unseen[]}. */
    static void tell(List<Unseen> unseen, Console console) {
        unseen.stream()
                .distinct()
                .forEach(u ->
                        console.err().println(Wrap.hanging("not seen: ", Text.safe(u.what() + ": " + u.why()), 100)));
    }
}
