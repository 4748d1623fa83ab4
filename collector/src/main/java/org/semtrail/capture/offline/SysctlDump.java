package org.semtrail.capture.offline;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the output of {@code sysctl -a}: the lines that limit IPC (sysctl(8)). */
final class SysctlDump {
    private static final Pattern LINE = Pattern.compile("^\\s*-?([a-z0-9_./*?-]+)\\s*=\\s*(.*?)\\s*$");
    private static final Map<String, List<String>> NAMES = Map.of(
            "kernel.sem", List.of("semmsl", "semmns", "semopm", "semmni"),
            "kernel.shmmni", List.of("shmmni"),
            "kernel.shmall", List.of("shmall"),
            "kernel.shmmax", List.of("shmmax"),
            "kernel.msgmni", List.of("msgmni"),
            "fs.mqueue.queues_max", List.of("queues_max"));
    private static final Map<String, String> WORDS =
            Map.of("kernel.hostname", "hostname", "kernel.osrelease", "kernel", "kernel.random.boot_id", "boot-id");

    private static final int LONGEST = 300;

    private SysctlDump() {}

    /** Whether most of the lines that are no comments are settings, and one of them the kernel's. */
    static boolean is(List<String> all) {
        List<String> lines = all.stream().filter(l -> !isComment(l)).toList();
        long settings = lines.stream().filter(l -> LINE.matcher(l).matches()).count();
        return !lines.isEmpty()
                && settings * 10 >= lines.size() * 8L
                && lines.stream()
                        .anyMatch(l -> l.matches("-?(?:kernel|abi|debug|dev|fs|net|vm|user|sunrpc|crypto)[./].*"));
    }

    /** As sysctl.d(5) has them; what sysctl(8) prints has none. */
    static boolean isComment(String line) {
        String text = line.strip();
        return text.startsWith("#") || text.startsWith(";");
    }

    static TableText read(BufferedReader in) throws IOException {
        Map<String, Long> limits = new HashMap<>();
        Map<String, String> words = new HashMap<>();
        int torn = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Matcher m = LINE.matcher(line);
            String word = m.matches() ? WORDS.get(m.group(1).replace('/', '.')) : null;
            if (word != null && m.group(2).length() <= LONGEST) {
                words.put(word, m.group(2));
            }
            torn += limits(m, limits);
        }
        return new TableText(List.of(), false, limits, Map.of(), null, torn, null, words, null);
    }

    static Map<String, Long> limits(String line) {
        Map<String, Long> limits = new HashMap<>();
        limits(LINE.matcher(line), limits);
        return limits;
    }

    /** Returns how many of the values of a line could not be understood. */
    private static int limits(Matcher line, Map<String, Long> limits) {
        List<String> fields = line.matches() ? NAMES.get(line.group(1).replace('/', '.')) : null;
        if (fields == null) {
            return 0;
        }
        int torn = 0;
        String[] values = line.group(2).split("\\s+");
        for (int i = 0; i < fields.size() && i < values.length; i++) {
            if (values[i].matches("\\d{1,18}")) {
                limits.put(fields.get(i), Long.valueOf(values[i]));
            } else if (values[i].matches("\\d{19,20}")) {
                limits.put(fields.get(i), Long.MAX_VALUE);
            } else {
                torn++;
            }
        }
        return torn;
    }
}
