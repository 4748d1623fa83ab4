package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.jfr.JvmEvent.JvmInformation;

/** What the JDK's own event tells of a JVM whose agent is too old to tell it: this JVM. */
class JvmInformationTest {
    @TempDir
    private Path temp;

    @Test
    void tellsMainClassAndVersionAndNoArgument() throws IOException {
        Path file = temp.resolve("own.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.JVMInformation");
            recording.start();
            recording.stop();
            recording.dump(file);
        }
        RecordedEvent event = RecordingFile.readAllEvents(file).get(0);
        JvmInformation told = (JvmInformation) EventKind.of(event.getEventType().getName())
                .orElseThrow()
                .decode()
                .apply(new RecordedFields(event, new RecordedFields.Stacks(new HashMap<>())));
        assertEquals(System.getProperty("sun.java.command").split(" ")[0], told.mainClass());
        assertEquals(System.getProperty("java.vm.version"), told.javaVersion());
    }
}
