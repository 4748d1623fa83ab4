package org.semtrail.capture.offline;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.semtrail.capture.host.CgroupHome;
import org.semtrail.capture.offline.LogTimes.Stamp;

/**
 * Reads what ps(1) printed, by the names in its first line, which are the same in each language: sos keeps several, none of
 * them with all columns. Command lines can hold passwords: of them only the program is kept.
 */
final class PsText {
    private static final int MOST = 50_000;
    private static final int KTHREADD = 2;

    /** The time of lstart is five words: Tue Nov 24 05:37:06 2026. */
    private static final int LSTART_WORDS = 5;

    private final List<String> columns;
    private final LogTimes times;
    private final Map<Integer, ProcessRow> rows = new LinkedHashMap<>();
    private int torn;

    private PsText(String heading, LogTimes times) {
        this.columns = Arrays.asList(heading.strip().split("\\s+"));
        this.times = times;
    }

    /** @param torn lines that could not be understood */
    record Read(List<ProcessRow> rows, int torn) {}

    static boolean is(String firstLine) {
        List<String> words = Arrays.asList(firstLine.strip().split("\\s+"));
        return words.contains("PID") && command(words) >= 0 && (words.contains("USER") || words.contains("UID"));
    }

    private static int command(List<String> columns) {
        return Math.max(columns.indexOf("COMMAND"), columns.indexOf("CMD"));
    }

    static Read read(BufferedReader in, LogTimes times) throws IOException {
        PsText text = new PsText(String.valueOf(in.readLine()), times);
        for (String line = in.readLine(); line != null && text.rows.size() < MOST; line = in.readLine()) {
            if (!line.isBlank()) {
                text.row(line.strip().split("\\s+"));
            }
        }
        return new Read(List.copyOf(text.rows.values()), text.torn);
    }

    private void row(String[] words) {
        Map<String, String> fields = fields(words);
        String pid = fields.getOrDefault("PID", "");
        if (pid.equals("-")) {
            return; // a thread of the process before
        }
        if (!pid.matches("\\d{1,9}") || !fields.containsKey("COMMAND")) {
            torn++;
            return;
        }
        int number = Integer.parseInt(pid);
        String command = fields.get("COMMAND");
        boolean ofKernel = number == KTHREADD || fields.getOrDefault("PPID", "").equals("2") || command.startsWith("[");
        if (ofKernel) {
            return;
        }
        CgroupHome home = CgroupHome.parse(fields.getOrDefault("CGROUP", "").replace(',', '\n'));
        ProcessRow row = new ProcessRow(
                number,
                fields.getOrDefault("USER", fields.get("UID")),
                program(command),
                start(fields).orElse(null),
                home.unit(),
                home.container(),
                true);
        rows.merge(number, row, ProcessRow::with);
    }

    /** The columns before the command from the left, those after it from the right, for a command may have spaces. */
    private Map<String, String> fields(String[] words) {
        Map<String, String> fields = new LinkedHashMap<>();
        int command = command(columns);
        int after = columns.size() - command - 1;
        int at = 0;
        for (String column : columns.subList(0, command)) {
            int width = column.equals("STARTED") ? LSTART_WORDS : 1;
            if (at + width <= words.length) {
                fields.put(column, String.join(" ", Arrays.copyOfRange(words, at, at + width)));
            }
            at += width;
        }
        if (at < words.length - after) {
            fields.put("COMMAND", words[at]);
            List<String> rest = new ArrayList<>(columns.subList(command + 1, columns.size()));
            for (int i = 0; i < rest.size(); i++) {
                fields.put(rest.get(i), words[words.length - after + i]);
            }
        }
        return fields;
    }

    private Optional<Instant> start(Map<String, String> fields) {
        String exact = fields.get("STARTED");
        String coarse = fields.getOrDefault("START", fields.getOrDefault("STIME", ""));
        Optional<Stamp> stamp = exact != null ? times.parse(exact) : times.lastAt(coarse);
        return stamp.map(Stamp::at);
    }

    /** "postgres:" writes what it does after its name; "-bash" is a shell of a login. */
    private static String program(String command) {
        String name = command.substring(command.lastIndexOf('/') + 1).replaceAll("^-|:$", "");
        return name.isEmpty() ? command : name;
    }
}
