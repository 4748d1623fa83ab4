package org.semtrail.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A report of a host whose processes chose their names, and whose logs their lines, to attack who reads it. */
final class Hostile {
    /** Each would run script, load something, leave its place or show something else, if it became more than text. */
    static final List<String> NAMES = List.of(
            "</script><script>window.attacked=1</script>",
            "<img src=http://attacker.invalid/x onerror=window.attacked=1>",
            "\"><svg onload=window.attacked=1>",
            "' onmouseover='window.attacked=1",
            "<!--<script>",
            "]]></title></style><style>*{background:url(http://attacker.invalid/css)}</style>",
            "javascript:window.attacked=1",
            "${7*7} {{7*7}} @if(true)",
            "expression(window.attacked=1);background:url(http://attacker.invalid/y)",
            "\u202egpj.exe\u2066hidden\u2069",
            "bell\u0007 escape\u001b]0;title\u0007 return\r\nline\u2028end",
            "null\u0000byte \ud800 half",
            "| a | b |`` ` ```",
            "[text](http://attacker.invalid/) ![x](y) **b** _i_ ~~s~~ @somebody #1",
            "- 1. > # =====",
            "__proto__",
            "constructor",
            "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
            "x".repeat(5_000));

    /** Members that are words of the schema's own. */
    private static final Set<String> OURS = Set.of("schema", "kind", "severity", "columns", "generated");

    private int next;

    private Hostile() {}

    /** The incident, with each text in it replaced by the next of the names; what refers to it, too. */
    static ObjectNode document() {
        ObjectNode document = MadeReport.incident(40).document();
        new Hostile().spoil(document, new java.util.HashMap<>());
        return document;
    }

    private void spoil(JsonNode node, java.util.Map<String, String> known) {
        if (node instanceof ObjectNode object) {
            List<String> members = new ArrayList<>();
            object.fieldNames().forEachRemaining(members::add);
            for (String member : members) {
                if (object.get(member) instanceof TextNode text && !OURS.contains(member)) {
                    object.put(member, chosen(text.asText(), known));
                } else if (!OURS.contains(member)) {
                    spoil(object.get(member), known);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TextNode text) {
                    array.set(i, TextNode.valueOf(chosen(text.asText(), known)));
                } else {
                    spoil(array.get(i), known);
                }
            }
        }
    }

    private String chosen(String before, java.util.Map<String, String> known) {
        return known.computeIfAbsent(before, b -> {
            String name = NAMES.get(next++ % NAMES.size());
            // Ids stay distinct.
            return next > NAMES.size() ? name + next : name;
        });
    }
}
