package org.semtrail.capture.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@code semtrail list --json} and {@code semtrail doctor --json} told of their own IPC namespace. */
final class SemtrailJson {
    private static final int MOST = 100_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SemtrailJson() {}

    static TableText read(BufferedReader in) throws IOException {
        JsonNode d = MAPPER.readTree(in);
        long own = d.path("ipc_ns").asLong(-1);
        List<SemRow> rows = new ArrayList<>();
        int torn = 0;
        for (JsonNode set : d.path("sets")) {
            if (!set.path("semid").isInt()) {
                torn++;
            } else if (set.path("ipc_ns").asLong() == own && rows.size() < MOST) {
                rows.add(row(set));
            }
        }
        Map<String, Long> limits = new HashMap<>();
        Map<String, Long> used = new HashMap<>();
        for (JsonNode ns : d.path("namespaces")) {
            if (ns.path("own").asBoolean()) {
                ns.path("limits").properties().forEach(l -> {
                    put(limits, l.getKey(), l.getValue().path("limit"));
                    put(used, l.getKey(), l.getValue().path("used"));
                });
            }
        }
        // Those that a filter left are not all, and list shm lists others.
        boolean listed = d.path("schema").asText().startsWith("semtrail.list/")
                && d.has("sets")
                && !d.has("gone")
                && !d.path("filtered").asBoolean();
        if (listed) {
            used.put("semmni", (long) rows.size());
        }
        return new TableText(
                rows,
                listed,
                limits,
                used,
                time(d.path("at")),
                torn,
                null,
                Map.of(),
                own < 0 ? null : Long.valueOf(own));
    }

    private static void put(Map<String, Long> into, String name, JsonNode number) {
        if (number.isIntegralNumber()) {
            into.put(name, number.asLong());
        }
    }

    private static SemRow row(JsonNode set) {
        Integer mode = number(set.path("mode"));
        return new SemRow(
                set.path("semid").asInt(),
                number(set.path("key")),
                word(set.path("uid")),
                word(set.path("cuid")),
                mode == null ? null : Integer.valueOf(mode & 0777),
                number(set.path("nsems")),
                time(set.path("otime")),
                set.path("otime").isNull(),
                time(set.path("ctime")),
                sems(set),
                number(set.path("waiting")),
                judged(set));
    }

    private static SemRow.Judged judged(JsonNode set) {
        List<SemRow.Ground> grounds = new ArrayList<>();
        for (JsonNode e : set.path("evidence")) {
            grounds.add(new SemRow.Ground(
                    e.path("side").asText(),
                    e.path("what").asText(),
                    e.path("source").asText()));
        }
        return new SemRow.Judged(
                text(set.path("verdict")),
                text(set.path("creator")),
                by(set.path("created_by"), text(set.path("creator"))),
                grounds);
    }

    /** @param looks what it looks like where its program is not known: its maker may be long gone */
    private static ProcessRow by(JsonNode made, String looks) {
        JsonNode alive = made.path("alive");
        return made.path("pid").isInt()
                ? new ProcessRow(
                        made.path("pid").asInt(),
                        null,
                        made.path("program").isTextual() ? text(made.path("program")) : looks,
                        null,
                        text(made.path("unit")),
                        text(made.path("container")),
                        alive.isBoolean() ? alive.asBoolean() : null)
                : null;
    }

    /** Null for what is not there: unknown is not 0. */
    private static Integer number(JsonNode number) {
        return number.isInt() ? Integer.valueOf(number.asInt()) : null;
    }

    private static String word(JsonNode word) {
        return word.isValueNode() && !word.isNull() ? word.asText() : null;
    }

    private static String text(JsonNode word) {
        return word.isTextual() ? word.asText() : null;
    }

    private static List<SemRow.Sem> sems(JsonNode set) {
        List<SemRow.Sem> sems = new ArrayList<>();
        for (int i = 0; i < set.path("value").size() && i < MOST; i++) {
            Integer value = number(set.path("value").path(i));
            Integer ncount = number(set.path("ncount").path(i));
            Integer zcount = number(set.path("zcount").path(i));
            Integer pid = number(set.path("sempid").path(i));
            if (value != null && ncount != null && zcount != null && pid != null) {
                sems.add(new SemRow.Sem(i, value, ncount, zcount, pid));
            }
        }
        return sems;
    }

    private static Instant time(JsonNode text) {
        try {
            return text.isTextual() ? Instant.parse(text.asText()) : null;
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
