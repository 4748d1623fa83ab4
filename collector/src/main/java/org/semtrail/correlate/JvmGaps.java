package org.semtrail.correlate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;

/** What the agents of JVMs say that they could not see or not write down. */
final class JvmGaps {
    private static final int MAX = 12;
    private static final int LONGEST = 300;

    private JvmGaps() {}

    /** The same is told once, however many JVMs it is of; at most so many, and how many more. */
    static List<Unseen> of(List<JvmFacts> jvms) {
        Map<List<Object>, List<JvmFacts>> same = new LinkedHashMap<>();
        for (JvmFacts jvm : jvms) {
            // Of another host nothing is said about the sets of this one.
            if (!Boolean.FALSE.equals(jvm.recording().thisBoot())) {
                gaps(jvm)
                        .forEach(gap -> same.computeIfAbsent(List.of(gap.kind(), gap.why()), w -> new ArrayList<>())
                                .add(jvm));
            }
        }
        List<Unseen> told = new ArrayList<>();
        same.forEach((gap, of) -> {
            String more = of.size() == 1 ? "" : " and of " + Amount.of(of.size() - 1, "more JVM");
            told.add(new Unseen("calls of " + of.get(0).name() + more, (Unseen.Kind) gap.get(0), (String) gap.get(1)));
        });
        int rest = told.size() - MAX;
        if (rest <= 0) {
            return told;
        }
        List<Unseen> few = new ArrayList<>(told.subList(0, MAX));
        few.add(Unseen.failed("calls of JVMs", rest + " more gaps of their recordings"));
        return few;
    }

    private static List<Unseen> gaps(JvmFacts jvm) {
        List<Unseen> gaps = new ArrayList<>();
        AgentStatus status = jvm.recording().status();
        String what = "calls of " + jvm.name();
        if (status == null) {
            gaps.add(Unseen.failed(
                    what, jvm.source() + " does not say in which IPC namespace it was: its calls belong to no set"));
            return gaps;
        }
        if (!status.blind().isBlank()) {
            gaps.add(Unseen.absent(what, "the agent does not see " + cut(status.blind())));
        }
        if (status.dropped() > 0) {
            gaps.add(Unseen.failed(what, "the agent could not write " + status.dropped() + " events"));
        }
        if (status.suppressed() > 0) {
            gaps.add(Unseen.absent(
                    what, "the agent only counted " + status.suppressed() + " failures that came in bursts"));
        }
        if (status.failures() > 0) {
            gaps.add(Unseen.failed(
                    what,
                    "the agent itself failed " + Amount.of(status.failures(), "time") + ", last: "
                            + cut(status.lastFailure())));
        }
        return gaps;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
