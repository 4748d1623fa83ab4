package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.JnrProgram;
import org.semtrail.agent.patient.Scenario;

/** From which duration on successful operations are told: by the option, by the settings of a recording. */
class ThresholdIT {
    private static final String PROGRAM = JnrProgram.class.getName();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void thresholdZeroTellsEveryOperation(Jdk jdk) throws Exception {
        Run run = new Patient(jdk).withAgent("threshold=0").run(PROGRAM);
        assertEquals(2 * Scenario.PAIRS, successfulOperations(run.events()));
    }

    @ParameterizedTest
    @EnumSource
    void theSettingsOfARecordingDecideForIt(Jdk jdk) throws Exception {
        Path recording = folder.resolve("user.jfr");
        Path settings = folder.resolve("every.jfc");
        Files.writeString(
                settings,
                Files.readString(Path.of("src/main/resources/semtrail.jfc")).replace(">10 ms<", ">0 ms<"));
        Run run = new Patient(jdk)
                .withAgent("recording=off")
                .withJvmOptions(
                        "-Xlog:disable", "-XX:StartFlightRecording=filename=" + recording + ",settings=" + settings)
                .run(PROGRAM);
        List<RecordedEvent> events = Run.eventsOf(recording);
        assertEquals(2 * Scenario.PAIRS, successfulOperations(events), run::out);
        assertTrue(
                events.stream().anyMatch(event -> event.getEventType().getName().equals("org.semtrail.AgentStatus")));
    }

    private static long successfulOperations(List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("org.semtrail.SemOperation"))
                .filter(event -> !event.getBoolean("failed"))
                .count();
    }
}
