package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.semtrail.report.Json;

/** The published schema says what each member means, and lets no other pass. */
class ReportSchemaTest {
    private static final Path REPORT = Path.of("src/test/resources/story/apache-leak/report.json");

    @Test
    void eachMemberIsDescribedAndThereInEachDocument() throws IOException {
        List<String> amiss = new ArrayList<>();
        look(schema(), "", amiss);
        assertEquals(List.of(), amiss);
    }

    @Test
    void aMemberThatTheSchemaDoesNotKnowFitsNowhere() throws IOException {
        JsonNode report = Json.parse(Files.readAllBytes(REPORT));
        assertTrue(ReportRun.flaws(report).isEmpty());
        List<ObjectNode> objects = new ArrayList<>();
        collect(report, objects);
        assertTrue(objects.size() > 100, objects.size() + " objects");
        for (ObjectNode object : objects.subList(0, 100)) {
            object.put("unheard_of", 1);
            assertFalse(ReportRun.flaws(report).isEmpty(), object.toString());
            object.remove("unheard_of");
        }
    }

    private static void look(JsonNode node, String path, List<String> amiss) {
        if (node.has("properties")) {
            if (!node.path("additionalProperties").isBoolean()
                    || node.path("additionalProperties").asBoolean()) {
                amiss.add(path + " lets others pass");
            }
            if (node.path("required").size() != node.path("properties").size()) {
                amiss.add(path + " does not require all");
            }
            for (Map.Entry<String, JsonNode> member : node.path("properties").properties()) {
                if (!member.getValue().has("$ref")
                        && member.getValue().path("description").asText().length() < 3) {
                    amiss.add(path + "/" + member.getKey() + " is not described");
                }
            }
        }
        for (JsonNode child : node) {
            look(child, node.has("title") ? path + "/" + node.path("title").asText() : path, amiss);
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in = StoryJson.class.getResourceAsStream("report.schema.json")) {
            return Json.parse(in.readAllBytes());
        }
    }
}
