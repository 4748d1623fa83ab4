package org.semtrail.correlate.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.jfr.JvmRecording;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.capture.jfr.RecordingPass.Outcome;
import org.semtrail.capture.jfr.RecordingPass.Part;
import org.semtrail.correlate.story.Story.Gap;

/** What recordings do not tell is said. */
class BlindTest {
    private static final String WAITS = "waits that had not ended";

    private static List<Gap> waits(boolean open) {
        JvmRecording r = new MadeJvm(1, 7, Instant.parse("2026-11-24T10:00:00Z"))
                .makes(1)
                .recording();
        StoryBuilder builder = new StoryBuilder(Asked.ALL, JvmLine.Home::of);
        Part part = new Part(Path.of(r.place()), r.from(), r.to(), 0, open, 0, 0);
        builder.event(part, r.status(), r.status());
        builder.ended(part, r.status(), new Outcome(1, 0, null));
        return StoryEnd.of(builder, new Told()).unseen().stream()
                .filter(g -> g.what().equals(WAITS))
                .toList();
    }

    @Test
    void whatAKilledJvmWaitedForIsNotTold() {
        assertEquals(1, waits(true).size());
        assertTrue(waits(true).get(0).why().contains("JVM (pid 1)"), waits(true).toString());
        assertEquals(List.of(), waits(false));
    }
}
