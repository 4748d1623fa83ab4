package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Configuration;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.SettingDescriptor;
import org.junit.jupiter.api.Test;

/** The shipped settings name every event and no other, and only settings that the events have. */
class JfcTest {
    private static final Path JFC = Path.of("src/main/resources/semtrail.jfc");

    @Test
    void everyEventIsInTheSettings() throws Exception {
        Set<String> named = settings().keySet().stream()
                .map(key -> key.substring(0, key.indexOf('#')))
                .collect(Collectors.toSet());
        assertEquals(
                eventTypes().stream().map(EventType::getName).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(named));
    }

    @Test
    void everySettingIsOneOfItsEvent() throws Exception {
        // Only with a hook do these two have a period.
        FlightRecorder.addPeriodicEvent(IpcUsage.class, () -> {});
        FlightRecorder.addPeriodicEvent(LiveObject.class, () -> {});
        FlightRecorder.addPeriodicEvent(AgentStatus.class, () -> {});
        for (EventType type : eventTypes()) {
            Set<String> has = type.getSettingDescriptors().stream()
                    .map(SettingDescriptor::getName)
                    .collect(Collectors.toSet());
            settings().keySet().stream()
                    .filter(key -> key.startsWith(type.getName() + "#"))
                    .map(key -> key.substring(key.indexOf('#') + 1))
                    .forEach(setting -> assertTrue(has.contains(setting), type.getName() + " has no " + setting));
        }
    }

    @Test
    void everyEventAndFieldHasALabel() {
        for (EventType type : eventTypes()) {
            assertTrue(type.getLabel() != null && type.getCategoryNames().get(0).equals("semtrail"), type.getName());
            type.getFields()
                    .forEach(field -> assertTrue(field.getLabel() != null, type.getName() + " " + field.getName()));
        }
    }

    private static Map<String, String> settings() throws Exception {
        try (Reader reader = Files.newBufferedReader(JFC)) {
            return Configuration.create(reader).getSettings();
        }
    }

    static List<EventType> eventTypes() {
        String name = EventKind.class.getPackageName();
        try (Stream<Path> files = Files.list(Path.of("target/classes").resolve(name.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.startsWith("package-"))
                    .<Class<?>>map(file -> load(name + "." + file.replace(".class", "")))
                    .filter(type -> Event.class.isAssignableFrom(type) && type != CallEvent.class)
                    .map(type -> EventType.getEventType(type.asSubclass(Event.class)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
