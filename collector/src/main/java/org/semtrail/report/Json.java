package org.semtrail.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.host.Unseen;

/**
 * JSON output: one document a command, numbers as numbers, times as ISO-8601 in UTC, unknown as null. Names and
 * command lines are escaped beyond ASCII, so that a document is also harmless when it is shown on a terminal.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true)
            .build();

    private static final ObjectWriter LINES = MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** A new document: {@code "schema": "semtrail.NAME/VERSION"} first. */
    public static ObjectNode document(String name, int version) {
        return MAPPER.createObjectNode().put("schema", "semtrail." + name + "/" + version);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The rows of a table as an array of objects, a member for each column. */
    public static <T> ArrayNode rows(List<Column<T>> columns, List<T> rows) {
        ArrayNode array = MAPPER.createArrayNode();
        for (T row : rows) {
            array.add(row(columns, row));
        }
        return array;
    }

    public static <T> ObjectNode row(List<Column<T>> columns, T row) {
        ObjectNode node = MAPPER.createObjectNode();
        for (Column<T> column : columns) {
            put(node, column.name(), column.value().apply(row));
        }
        return node;
    }

    /** Puts a value by its type; see {@link Column#value()} for the types there are. */
    public static void put(ObjectNode node, String name, Object value) {
        node.set(name, MAPPER.valueToTree(plain(value)));
    }

    private static Object plain(Object value) {
        if (value instanceof Instant time) {
            return time.toString();
        }
        if (value instanceof List<?> many) {
            return many.stream().map(Json::plain).toList();
        }
        return value;
    }

    public static ArrayNode unseen(List<Unseen> unseen) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Unseen u : unseen) {
            array.addObject()
                    .put("what", u.what())
                    .put("kind", u.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .put("why", u.why());
        }
        return array;
    }

    public static String text(ObjectNode document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain values cannot fail to be written", impossible);
        }
    }

    /** A document with a member on each line, and a row of an array on each line: short, and yet fit for diff and grep. */
    public static String compact(ObjectNode document) {
        StringBuilder text = new StringBuilder("{");
        for (var member : document.properties()) {
            text.append(text.length() == 1 ? "\n" : ",\n");
            text.append(line(MAPPER.getNodeFactory().textNode(member.getKey()))).append(": ");
            String separator = "[\n";
            for (JsonNode row : member.getValue().isArray() ? member.getValue() : List.<JsonNode>of()) {
                text.append(separator).append(line(row));
                separator = ",\n";
            }
            boolean rows = separator.equals(",\n");
            text.append(rows ? "]" : line(member.getValue()));
        }
        return text.append("\n}\n").toString();
    }

    /** The document on one line, for files of JSON lines. */
    public static String line(JsonNode document) {
        try {
            return LINES.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain values cannot fail to be written", impossible);
        }
    }

    /**
     * Writes a document that is too large to be built first: the members of {@code head}, then an array with a row on
     * each line, then the members of {@code tail}, which may depend on the rows having been read.
     */
    public static void stream(
            PrintWriter out, ObjectNode head, String array, Stream<ObjectNode> rows, Supplier<ObjectNode> tail) {
        out.print(open(head) + ",\n\"" + array + "\":[");
        String[] separator = {"\n"};
        rows.forEach(row -> {
            out.print(separator[0]);
            out.print(line(row));
            separator[0] = ",\n";
        });
        out.println("\n],\n" + line(tail.get()).substring(1));
    }

    /** An object without its closing brace. */
    private static String open(ObjectNode node) {
        String text = line(node);
        return text.substring(0, text.length() - 1);
    }

    /** Reads a document that we wrote earlier. */
    public static JsonNode parse(byte[] document) throws java.io.IOException {
        return MAPPER.readTree(document);
    }
}
