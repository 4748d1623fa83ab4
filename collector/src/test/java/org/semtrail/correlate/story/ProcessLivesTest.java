package org.semtrail.correlate.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.story.Story.Mark;

/** What became of a JVM, of which a log has a line. */
class ProcessLivesTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    private static String how(Duration later) {
        Told told = new Told();
        long at = AT.plus(later).toEpochMilli();
        told.marks.add(new Mark("oom", at, at, 1, 812, "python3", "Out of memory: Killed process 812", "s1"));
        MadeJvm jvm = new MadeJvm(812, 7, AT).makes(1);
        return MadeStory.of(Asked.ALL, told, jvm).processes().get(0).how();
    }

    @Test
    void aLineAtTheEndOfItsRecordingIsAboutIt() {
        assertEquals("killed", how(Duration.ofSeconds(2)));
    }

    @Test
    void aLineDaysLaterIsAboutAnotherProcessWithItsPid() {
        assertEquals("exit", how(Duration.ofDays(3)));
    }
}
