package org.semtrail.correlate.story;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.semtrail.capture.jfr.JvmEvent;
import org.semtrail.capture.jfr.JvmRecording;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.capture.jfr.RecordingPass.Outcome;
import org.semtrail.capture.jfr.RecordingPass.Part;

/** The story of recorded JVMs that a test makes up. */
public final class MadeStory {
    private MadeStory() {}

    public static Story of(Asked asked, MadeJvm... jvms) {
        return of(asked, new Told(), jvms);
    }

    public static Story of(Asked asked, Told told, MadeJvm... jvms) {
        StoryBuilder builder = new StoryBuilder(asked, JvmLine.Home::of);
        for (MadeJvm jvm : jvms) {
            JvmRecording r = jvm.recording();
            Part part = new Part(Path.of(r.place()), r.from(), r.to(), 0, false, 0, 0);
            // In a chunk the agent's word may come after what it is about.
            r.events().forEach(e -> builder.event(part, r.status(), e));
            builder.event(part, r.status(), r.status());
            builder.ended(part, r.status(), new Outcome(r.events().size(), 0, null));
        }
        return StoryEnd.of(builder, told);
    }

    /** Of one JVM, its events in the order in which they are in its file; it speaks where it is among them. */
    static Story inOrder(MadeJvm jvm, List<JvmEvent> events) {
        JvmRecording r = jvm.recording();
        StoryBuilder builder = new StoryBuilder(Asked.ALL, JvmLine.Home::of);
        Part part = new Part(Path.of(r.place()), r.from(), r.to(), 0, false, 0, 0);
        events.forEach(e -> builder.event(part, r.status(), e));
        builder.ended(part, r.status(), new Outcome(events.size(), 0, null));
        return StoryEnd.of(builder, new Told());
    }

    public static Asked between(Instant from, Instant to) {
        return new Asked(from.toEpochMilli(), to.toEpochMilli());
    }
}
