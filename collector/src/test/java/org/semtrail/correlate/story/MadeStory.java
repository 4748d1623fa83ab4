package org.semtrail.correlate.story;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
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

    /** A table that was captured whole: of this namespace, null where it does not tell; its sets have one semaphore each. */
    public static Told table(Instant at, Long ipcNs, String verdict, int... semids) {
        Told told = new Told();
        told.tables =
                IntStream.of(semids).mapToObj(id -> row(id, ipcNs, verdict)).toList();
        told.tablesAt = at.toEpochMilli();
        told.tablesWhole = true;
        told.ipcNs = ipcNs;
        told.used.put("semmni", (long) semids.length);
        told.limits.put("semmni", (long) semids.length);
        return told;
    }

    private static Life row(int semid, Long ipcNs, String verdict) {
        Life.Row row = new Life.Row(33L, "www-data", 1, 0600, 0, null);
        return new Life(
                "sem " + semid,
                semid,
                ipcNs,
                row,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                verdict,
                List.of(),
                null,
                true);
    }
}
