package org.semtrail.agent.emit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/** The continuous recording that the agent keeps without being asked. */
final class OwnRecording {
    private final Settings settings;
    private final ProcessIdentity process;

    OwnRecording(Settings settings, ProcessIdentity process) {
        this.settings = settings;
        this.process = process;
    }

    void start() throws IOException {
        if (!settings.recording) {
            return;
        }
        Recording recording = new Recording();
        recording.setName("semtrail");
        recording.setToDisk(true);
        recording.setMaxAge(Duration.ofSeconds(settings.maxAgeSeconds));
        recording.setMaxSize(settings.maxSizeBytes);
        recording.setDumpOnExit(true);
        recording.setDestination(directory().resolve("exit.jfr"));
        recording.start();
    }

    private Path directory() throws IOException {
        Path base = Paths.get(settings.directory == null ? "/tmp/semtrail" : settings.directory);
        Path directory = base.resolve(process.directoryName());
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return directory;
    }

    /** Where the JVM keeps its chunks: the output property of JFR. */
    String repository() {
        return System.getProperty("jdk.jfr.repository", "");
    }

    boolean anyRuns() {
        for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
            if (recording.getState() == RecordingState.RUNNING) {
                return true;
            }
        }
        return false;
    }
}
