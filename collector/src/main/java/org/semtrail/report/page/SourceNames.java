package org.semtrail.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How inputs are called where their whole paths would be in the way; the list of inputs has those. */
public final class SourceNames {
    /** A chunk where the JVM left it: its name tells when it began, and its folder no more than that. */
    private static final Pattern CHUNK = Pattern.compile(".*/\\d{4}(_\\d{2}){5}_\\d+/([^/]+)");

    private static final int TELLING = 2;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> anchors = new HashMap<>();
    private final String folder;

    public SourceNames(JsonNode document) {
        List<String> paths = new ArrayList<>();
        document.path("sources").forEach(s -> paths.add(s.path("path").asText("")));
        folder = paths.size() < 2 ? "" : folderOf(paths);
        int place = 0;
        for (JsonNode source : document.path("sources")) {
            String path = source.path("path").asText("");
            String anchor = "source-" + ++place;
            for (String said : List.of(source.path("id").asText(""), "recording " + path)) {
                names.put(said, end(below(path)));
                anchors.put(said, anchor);
            }
        }
    }

    /** Whether it is a source's id, or "recording" and its path. */
    public boolean knows(String said) {
        return names.containsKey(said);
    }

    /** The end of its path; what is no source's stays as it is. */
    public String of(String said) {
        return names.getOrDefault(said, said);
    }

    /** Where it stands among the inputs, on a page; empty for what is no source's. */
    String anchor(String said) {
        return anchors.getOrDefault(said, "");
    }

    /** What all inputs are in, with a slash at its end; empty if that is nothing in particular. */
    public String folder() {
        return folder;
    }

    public String below(String path) {
        return path.startsWith(folder) ? path.substring(folder.length()) : path;
    }

    /** The same document, in which texts for people name inputs from that folder on; commands stay as they are. */
    public static JsonNode shortened(JsonNode document) {
        String folder = new SourceNames(document).folder;
        if (folder.isEmpty()) {
            return document;
        }
        ObjectNode shorter = document.deepCopy();
        for (String part : List.of("title", "verdict", "findings", "unseen")) {
            if (shorter.has(part)) {
                shorter.set(part, without(folder, shorter.get(part)));
            }
        }
        return shorter;
    }

    private static JsonNode without(String folder, JsonNode node) {
        if (node instanceof TextNode text) {
            return TextNode.valueOf(text.asText().replace(folder, ""));
        }
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                if (!name.equals("commands") && !name.equals("source")) {
                    object.set(name, without(folder, object.get(name)));
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, without(folder, array.get(i)));
            }
        }
        return node;
    }

    private static String end(String path) {
        Matcher chunk = CHUNK.matcher(path);
        if (chunk.matches()) {
            return chunk.group(2);
        }
        List<String> parts = List.of(path.split("/"));
        return String.join("/", parts.subList(Math.max(0, parts.size() - TELLING), parts.size()));
    }

    private static String folderOf(List<String> paths) {
        String common = paths.get(0).substring(0, paths.get(0).lastIndexOf('/') + 1);
        for (String path : paths) {
            while (!path.startsWith(common)) {
                common = common.substring(0, common.lastIndexOf('/', common.length() - 2) + 1);
            }
        }
        return common.chars().filter(c -> c == '/').count() > TELLING ? common : "";
    }
}
