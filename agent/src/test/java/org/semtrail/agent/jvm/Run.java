package org.semtrail.agent.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What a finished JVM left: its output, and its recordings below a directory. */
public record Run(int exit, String out, String err, Path recordings) {
    /** The events of the recording that was written at the end, in the order of their start. */
    public List<RecordedEvent> events() throws IOException {
        try (Stream<Path> files = Files.walk(recordings)) {
            return eventsOf(
                    files.filter(path -> path.endsWith("exit.jfr")).findFirst().orElseThrow());
        }
    }

    public static List<RecordedEvent> eventsOf(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().startsWith("org.semtrail."))
                .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
                .toList();
    }

    /** The calls that became events of their own. */
    public List<RecordedEvent> calls() throws IOException {
        return events().stream().filter(event -> event.hasField("errnoKnown")).toList();
    }

    /** Of these the ones that are events whatever the machine was busy with: a hot operation becomes one if it took long. */
    public List<RecordedEvent> certainCalls() throws IOException {
        return calls().stream()
                .filter(event -> event.getBoolean("failed")
                        || !event.getEventType().getName().matches(".*(Operation|Transfer)"))
                .toList();
    }

    /** What the agent said of itself last. */
    public RecordedEvent lastStatus() throws IOException {
        List<RecordedEvent> all = events().stream()
                .filter(event -> event.getEventType().getName().equals("org.semtrail.AgentStatus"))
                .toList();
        return all.get(all.size() - 1);
    }
}
