package org.semtrail.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.report.Json;
import org.semtrail.report.Text;

/** An earlier {@code list --json}, to be compared with the sets as they are. */
final class Since {
    /** A set is the same one where these agree: an id alone is handed out again. */
    private static final List<String> IDENTITY = List.of("ipc_ns", "semid", "key", "cuid", "cgid", "nsems");

    /** What counts as a change, told by name. */
    private static final List<String> WATCHED = List.of("verdict", "uid", "gid", "mode", "ctime", "waiting");

    private final String at;
    private final Map<List<JsonNode>, JsonNode> sets = new LinkedHashMap<>();
    private final Map<List<JsonNode>, JsonNode> unmatched = new LinkedHashMap<>();

    private Since(JsonNode document) {
        this.at = Text.safe(document.path("at").asText("?"));
        for (JsonNode set : document.path("sets")) {
            sets.put(values(set, IDENTITY), set);
        }
        unmatched.putAll(sets);
    }

    static Since read(Path file) {
        try {
            JsonNode document = Json.parse(Files.readAllBytes(file));
            if (document == null
                    || !"semtrail.list/1".equals(document.path("schema").asText())) {
                throw Stop.badInput("--since: " + file + " is not the output of 'semtrail list --json'");
            }
            return new Since(document);
        } catch (NoSuchFileException e) {
            throw Stop.badInput("--since: no such file: " + e.getFile());
        } catch (IOException e) {
            throw Stop.badInput("--since: cannot read " + file + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("?"));
        }
    }

    String at() {
        return at;
    }

    /** "new", "changed: verdict in-use → orphan", or null for a set that is as it was. */
    String change(ObjectNode set) {
        List<JsonNode> identity = values(set, IDENTITY);
        unmatched.remove(identity);
        JsonNode before = sets.get(identity);
        if (before == null) {
            return "new";
        }
        String changes = String.join(
                ", ",
                WATCHED.stream()
                        .filter(name -> !values(before, List.of(name)).equals(values(set, List.of(name))))
                        .map(name -> name + " " + before.path(name).asText("?") + " → "
                                + set.path(name).asText("?"))
                        .toList());
        return changes.isEmpty() ? null : "changed: " + changes;
    }

    /** Sets of the earlier list that no set asked about matched. */
    List<JsonNode> gone() {
        return List.copyOf(unmatched.values());
    }

    static String describe(JsonNode set) {
        return Text.safe("semid " + set.path("semid").asText() + ", uid "
                + set.path("uid").asText() + ", made or changed "
                + set.path("ctime").asText() + ", was " + set.path("verdict").asText());
    }

    /** Numbers are compared as text: the one who wrote them may have used another width. */
    private static List<JsonNode> values(JsonNode set, List<String> names) {
        return names.stream()
                .map(name -> (JsonNode) com.fasterxml.jackson.databind.node.TextNode.valueOf(
                        set.path(name).asText()))
                .toList();
    }
}
