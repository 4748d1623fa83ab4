package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import jdk.jfr.Event;
import jdk.jfr.Name;
import org.junit.jupiter.api.Test;

/** The contract between agent and collector: events and fields meet only here. */
class EventKindTest {
    private static final Path AGENT = Path.of("../agent/target/semtrail-agent.jar");
    private static final String EMIT = "org/semtrail/agent/emit/";

    /** Notes which fields are asked for. */
    private static final class Asked implements EventFields {
        final Set<String> fields = new TreeSet<>();

        @Override
        public Instant start() {
            return Instant.EPOCH;
        }

        @Override
        public Duration duration() {
            return Duration.ZERO;
        }

        @Override
        public JvmThread thread() {
            return JvmThread.UNKNOWN;
        }

        @Override
        public JvmStack stack() {
            return JvmStack.NONE;
        }

        @Override
        public JvmStack stackText(String field) {
            fields.add(field);
            return JvmStack.NONE;
        }

        @Override
        public long number(String field) {
            fields.add(field);
            return 0;
        }

        @Override
        public boolean flag(String field) {
            fields.add(field);
            return false;
        }

        @Override
        public String textIfThere(String field) {
            fields.add(field);
            return "";
        }

        @Override
        public String text(String field) {
            fields.add(field);
            return null;
        }
    }

    @Test
    void everyFieldOfEveryEventOfTheAgentIsDecodedAndNoOther() throws Exception {
        assumeTrue(Files.exists(AGENT), "needs the agent: mvn -pl agent package");
        Map<String, Set<String>> decoded = new TreeMap<>();
        for (EventKind kind : EventKind.ALL) {
            Asked asked = new Asked();
            assertNotNull(kind.decode().apply(asked));
            decoded.put(EventKind.PREFIX + kind.name(), asked.fields);
        }
        assertEquals(emitted(), decoded);
    }

    @Test
    void eachKindIsFoundByItsNameAndNothingElseIs() {
        for (EventKind kind : EventKind.ALL) {
            assertEquals(kind, EventKind.of("org.semtrail." + kind.name()).orElseThrow());
        }
        assertTrue(EventKind.of("org.semtrail.Other").isEmpty());
        assertTrue(EventKind.of("jdk.SemGet").isEmpty());
        assertTrue(EventKind.of("org.semtrail.XSemGet").isEmpty());
    }

    /** Names and fields of the event classes in the agent's jar. */
    private static Map<String, Set<String>> emitted() throws IOException, ClassNotFoundException {
        Map<String, Set<String>> events = new TreeMap<>();
        try (JarFile jar = new JarFile(AGENT.toFile());
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {AGENT.toUri().toURL()}, null)) {
            for (var entry : java.util.Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.startsWith(EMIT) && name.endsWith(".class")) {
                    Class<?> type =
                            Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), false, loader);
                    if (Event.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                        events.put(type.getAnnotation(Name.class).value(), fields(type));
                    }
                }
            }
        }
        return events;
    }

    private static Set<String> fields(Class<?> type) {
        Set<String> fields = new TreeSet<>();
        for (Class<?> at = type; at != Event.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    fields.add(field.getName());
                }
            }
        }
        return fields;
    }
}
