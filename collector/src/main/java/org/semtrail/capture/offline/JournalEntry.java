package org.semtrail.capture.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One entry of a journal by the names of its fields (systemd.journal-fields(7)), or of Docker's json-file. */
final class JournalEntry {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String WHEN = "__REALTIME_TIMESTAMP";

    private final Map<String, String> fields = new HashMap<>();
    /** As verbose has it, before the fields. */
    private String time;

    void put(String name, String value) {
        fields.putIfAbsent(name, value);
    }

    void at(String text) {
        time = text;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Empty for what is no JSON, and for JSON of others. */
    static Optional<JournalEntry> ofJson(String text) {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        JournalEntry entry = new JournalEntry();
        if (node.has("log") && node.has("time")) {
            entry.at(node.path("time").asText());
            entry.put("MESSAGE", node.path("log").asText().stripTrailing());
        } else if (node.has(WHEN)) {
            node.properties().forEach(f -> entry.put(f.getKey(), text(f.getValue())));
        }
        return entry.isEmpty() ? Optional.empty() : Optional.of(entry);
    }

    /** What is no UTF-8 is written as numbers. */
    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText("");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        value.forEach(b -> bytes.write(b.asInt()));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** As journalctl -o short-iso prints it; empty where it has no message. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        String head = head();
        fields.getOrDefault("MESSAGE", "")
                .lines()
                .forEach(l -> lines.append(head).append(l).append('\n'));
        return lines.toString();
    }

    private String head() {
        String pid = fields.getOrDefault("_PID", fields.get("SYSLOG_PID"));
        String program = fields.getOrDefault("SYSLOG_IDENTIFIER", fields.get("_COMM"));
        return time() + " "
                + (fields.containsKey("_HOSTNAME") ? fields.get("_HOSTNAME") + " " : "")
                + (program == null ? "" : program + (pid == null ? "" : "[" + pid + "]") + ": ");
    }

    private String time() {
        String micros = fields.getOrDefault(WHEN, fields.getOrDefault("_SOURCE" + WHEN.substring(1), ""));
        return time == null && micros.matches("\\d{1,18}")
                ? Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS).toString()
                : String.valueOf(time);
    }
}
