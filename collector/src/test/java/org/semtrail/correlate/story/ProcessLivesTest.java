package org.semtrail.correlate.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.jfr.JvmRecording;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.capture.jfr.RecordingPass.Outcome;
import org.semtrail.capture.jfr.RecordingPass.Part;
import org.semtrail.capture.offline.ProcessRow;
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

    /** Of one whose recording was not finished, and processes that were listed so long after its end. */
    private static String open(MadeJvm jvm, Duration later, int... listed) {
        Told told = new Told();
        told.tablesAt = AT.plus(later).toEpochMilli();
        IntStream.of(listed).forEach(pid -> told.listed.add(new ProcessRow(pid, "root", "x", null, null, null, true)));
        JvmRecording r = jvm.makes(1).recording();
        StoryBuilder builder = new StoryBuilder(Asked.ALL, JvmLine.Home::of);
        Part part = new Part(Path.of(r.place()), r.from(), r.to(), 0, true, 0, 0);
        builder.event(part, r.status(), r.status());
        builder.ended(part, r.status(), new Outcome(1, 0, null));
        return StoryEnd.of(builder, told).processes().stream()
                .filter(Story.Process::jvm)
                .findFirst()
                .orElseThrow()
                .how();
    }

    @Test
    void whoIsNotAmongAllThatRunLaterWasKilledAndIsUnknownElse() {
        Duration later = Duration.ofMinutes(1);
        assertEquals("killed", open(new MadeJvm(812, 7, AT).onHost(), later, 1, 5));
        assertEquals("unknown", open(new MadeJvm(812, 7, AT).onHost(), later, 5), "not all were listed");
        assertEquals("unknown", open(new MadeJvm(812, 7, AT).onHost(), later.negated(), 1, 5), "listed before");
        assertEquals("unknown", open(new MadeJvm(812, 7, AT), later, 1, 5), "a container has numbers of its own");
    }
}
