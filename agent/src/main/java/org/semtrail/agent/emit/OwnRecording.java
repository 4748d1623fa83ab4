package org.semtrail.agent.emit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/** The continuous recording that the agent keeps without being asked, as long as there is room for it. */
final class OwnRecording {
    private static final String OURS = "org.semtrail.";
    private static final int ROUNDS_A_SIGN = 600;

    private final Settings settings;
    private final ProcessIdentity process;
    private final Map<String, String> eventSettings = new HashMap<>();
    private Path directory;
    private Recording recording;
    private int knownTypes;
    private long rounds;

    OwnRecording(Settings settings, ProcessIdentity process) {
        this.settings = settings;
        this.process = process;
    }

    /** Whatever hinders it is said in one line, and the JVM goes on without. */
    void start() {
        if (!settings.recording) {
            return;
        }
        try {
            directory = new RecordingPlace(Paths.get("/"), settings.directory).make(process.directoryName());
            FreeSpace low = low();
            if (low != null) {
                Complaint.make("does not record: " + low);
                return;
            }
            if (!anyRuns()) {
                JfrRepository.moveTo(directory);
            }
            begin();
        } catch (IOException | JMException | RuntimeException e) {
            Failures.count(e);
            Complaint.make("does not record: " + e.getMessage());
        }
    }

    private void begin() throws IOException {
        Recording made = new Recording();
        made.setName("semtrail");
        made.setToDisk(true);
        made.setMaxAge(Duration.ofSeconds(settings.maxAgeSeconds));
        made.setMaxSize(settings.maxSizeBytes);
        made.setDumpOnExit(true);
        made.setDestination(directory.resolve("exit.jfr"));
        made.start();
        recording = made;
        knownTypes = 0;
        onlyOurs();
    }

    /** Removes what dead JVMs of this user have left there too long; takes its time. */
    void clearLeftovers() throws IOException {
        if (directory != null) {
            int uid = (Integer) Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
            new Leftovers(directory.getParent(), uid, ProcessIdentity::startTicksOf, now)
                    .clear(settings.maxAgeSeconds, settings.maxSizeBytes);
        }
    }

    /**
     * Called every second. Now and then the directory gets a new time, so that no other JVM takes this one for dead. A full disk is no matter of a lost event: JFR then ends the whole JVM (JfrStreamWriter and
     * Repository.newChunk abort), so the recording makes way in time, and comes back when there is room again.
     */
    void look() throws IOException {
        if (directory == null) {
            return;
        }
        if (++rounds % ROUNDS_A_SIGN == 0) {
            Files.setLastModifiedTime(directory, FileTime.fromMillis(System.currentTimeMillis()));
        }
        FreeSpace low = low();
        if (recording != null && low != null) {
            Complaint.make("stops recording: " + low);
            // With a destination, stopping would write a copy.
            recording.setDestination(null);
            recording.stop();
            recording = null;
        } else if (recording == null && isAmple()) {
            begin();
        } else if (recording != null) {
            onlyOurs();
        }
    }

    /** Where there is too little room, null if nowhere: for the chunks, wherever they are now, or for the copy at the end. */
    private FreeSpace low() {
        for (FreeSpace each : spaces()) {
            if (each.isLow()) {
                return each;
            }
        }
        return null;
    }

    private boolean isAmple() {
        for (FreeSpace each : spaces()) {
            if (!each.isAmple()) {
                return false;
            }
        }
        return true;
    }

    private List<FreeSpace> spaces() {
        List<FreeSpace> spaces = new ArrayList<>();
        spaces.add(new FreeSpace(directory));
        if (!JfrRepository.current().isEmpty()) {
            spaces.add(new FreeSpace(Paths.get(JfrRepository.current())));
        }
        return spaces;
    }

    /** Events of the application and of its libraries are on by default; this recording must not be what makes them cost. */
    private void onlyOurs() {
        if (FlightRecorder.getFlightRecorder().getEventTypes().size() == knownTypes) {
            return;
        }
        eventSettings.clear();
        knownTypes = FlightRecorder.getFlightRecorder().getEventTypes().size();
        for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
            boolean ours = type.getName().startsWith(OURS);
            eventSettings.put(type.getName() + "#enabled", Boolean.toString(ours));
        }
        recording.setSettings(eventSettings);
    }

    /** Whether anybody records, this or another. */
    static boolean anyRuns() {
        if (!FlightRecorder.isInitialized()) {
            return false;
        }
        for (Recording each : FlightRecorder.getFlightRecorder().getRecordings()) {
            if (each.getState() == RecordingState.RUNNING) {
                return true;
            }
        }
        return false;
    }
}
