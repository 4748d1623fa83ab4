package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.semtrail.correlate.story.Story.Gap;

/** What the recordings of JVMs do not tell, and why. */
final class Blind {
    /** What a killed JVM had not flushed. */
    private static final long UNFLUSHED_MS = 1_000;

    private static final int FEW = 4;

    private final List<Gap> all = new ArrayList<>();

    private Blind() {}

    static List<Gap> of(List<JvmLine> jvms) {
        Blind blind = new Blind();
        jvms.forEach(blind::add);
        blind.addWaits(jvms);
        return blind.all;
    }

    /** What a killed JVM, or one that runs on, was in the middle of. */
    private void addWaits(List<JvmLine> jvms) {
        List<JvmLine> open = jvms.stream().filter(JvmLine::leftOpen).toList();
        if (!open.isEmpty()) {
            String who = open.stream().limit(FEW).map(JvmLine::label).collect(Collectors.joining(", "));
            all.add(new Gap(
                    "waits that had not ended",
                    "a call is told when it ends: one that still waited when the recording of " + who
                            + (open.size() > FEW ? " or of " + (open.size() - FEW) + " more" : "")
                            + " ends is in no row",
                    null,
                    null));
        }
    }

    private void add(JvmLine jvm) {
        String recording = "recording of " + jvm.label();
        Long from = StoryEnd.known(jvm.firstMs);
        Long to = StoryEnd.known(jvm.lastMs);
        all.addAll(jvm.clock.gaps(jvm.label()));
        jvm.gaps().forEach(g -> all.add(new Gap(recording, g, from, to)));
        if (jvm.leftOpen()) {
            all.add(new Gap(
                    recording,
                    "its last chunk was repaired on a copy: what was not flushed, at most the last second, is lost",
                    to,
                    StoryEnd.known(jvm.lastMs + UNFLUSHED_MS)));
        }
        if (jvm.status == null) {
            return;
        }
        if (jvm.status.dropped() > 0) {
            all.add(new Gap(recording, "events that the agent dropped: " + jvm.status.dropped(), from, to));
        }
        if (jvm.status.suppressed() > 0) {
            all.add(new Gap(
                    recording,
                    "failures like others that were counted and not told one by one: " + jvm.status.suppressed(),
                    from,
                    to));
        }
        if (!jvm.status.blind().isEmpty()) {
            all.add(new Gap("calls of " + jvm.label(), jvm.status.blind(), null, null));
        }
    }
}
