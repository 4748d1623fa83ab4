package org.semtrail.correlate;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;

/** What the agents of JVMs say that they could not see or not write down. */
final class JvmGaps {
    private JvmGaps() {}

    static List<Unseen> of(List<JvmFacts> jvms) {
        List<Unseen> gaps = new ArrayList<>();
        for (JvmFacts jvm : jvms) {
            AgentStatus status = jvm.recording().status();
            String what = "calls of " + jvm.name();
            if (status == null) {
                gaps.add(Unseen.failed(
                        what,
                        jvm.source() + " does not say in which IPC namespace it was: its calls belong to no set"));
                continue;
            }
            if (!status.blind().isBlank()) {
                gaps.add(Unseen.absent(what, "its agent does not see " + status.blind()));
            }
            if (status.dropped() > 0) {
                gaps.add(Unseen.failed(what, "its agent could not write " + status.dropped() + " events"));
            }
            if (status.suppressed() > 0) {
                gaps.add(Unseen.absent(
                        what, "its agent only counted " + status.suppressed() + " failures that came in bursts"));
            }
            if (status.failures() > 0) {
                gaps.add(Unseen.failed(
                        what,
                        "its agent itself failed " + status.failures() + " time(s), last: " + status.lastFailure()));
            }
        }
        return gaps;
    }
}
