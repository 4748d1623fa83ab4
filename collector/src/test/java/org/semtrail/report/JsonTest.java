package org.semtrail.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.host.Unseen;

/** What stands in JSON documents. */
class JsonTest {
    private static final String HOSTILE = "\u001b[2J\u009b31m\u202e\"\\\n\ud83d\0";

    @Test
    void aDocumentBeginsWithItsSchema() {
        assertTrue(Json.line(Json.document("list", 1)).startsWith("{\"schema\":\"semtrail.list/1\""));
    }

    @Test
    void timesAreIso8601InUtc() {
        assertEquals("\"2026-03-01T12:00:00Z\"", put(Instant.parse("2026-03-01T13:00:00+01:00")));
    }

    @Test
    void unknownIsNullAlsoInLists() {
        assertEquals("null", put(null));
        assertEquals("[1,null,\"1970-01-01T00:00:00Z\"]", put(Arrays.asList(1, null, Instant.EPOCH)));
    }

    @Test
    void numbersAndTruthsAreNoTexts() {
        assertEquals("4294967294", put(4_294_967_294L));
        assertEquals("true", put(true));
    }

    @Test
    void hostileNamesAreHarmlessOnATerminalInBothForms() {
        ObjectNode document = Json.document("x", 1);
        document.put("name", HOSTILE).putObject("by").put(HOSTILE, 1);
        for (String text : List.of(Json.text(document), Json.line(document))) {
            assertTrue(text.chars().allMatch(c -> c == '\n' || c == '\r' || (c >= ' ' && c < 0x7f)), text);
        }
        assertFalse(Json.line(document).contains("\n"), "one line");
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        ObjectNode document = Json.document("x", 1).put("name", "Größe \u202e 😀");
        JsonNode read = Json.parse(Json.text(document).getBytes(StandardCharsets.UTF_8));
        assertEquals(document, read);
    }

    @Test
    void eachColumnIsAMember() {
        List<Column<String>> columns =
                List.of(Column.text("word", "it", s -> s), Column.number("length", "of it", String::length));
        assertEquals(
                "[{\"word\":\"ab\",\"length\":2}]",
                Json.rows(columns, List.of("ab")).toString());
    }

    @Test
    void whatCouldNotBeSeenSaysWhy() {
        assertEquals(
                "[{\"what\":\"table\",\"kind\":\"denied\",\"why\":\"rights\"}]",
                Json.unseen(List.of(Unseen.denied("table", "rights"))).toString());
    }

    private static String put(Object value) {
        ObjectNode node = Json.object();
        Json.put(node, "x", value);
        return node.get("x").toString();
    }
}
