package org.semtrail.capture.offline;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Captured lines and short logs for tests. */
public final class Lines {
    private Lines() {}

    /** The rows of a captured table, comments left out. */
    public static List<List<String>> table(String name) {
        return Sections.text(Lines.class, name)
                .lines()
                .filter(l -> !l.startsWith("#") && !l.isBlank())
                .map(l -> List.of(l.split("\t")))
                .toList();
    }

    public static LogScan log(String... lines) {
        return log(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    public static LogScan log(byte[] bytes) {
        return LogScanner.scan("test.log", new ByteArrayInputStream(bytes));
    }

    public static LogScan pasted(String text) {
        return LogScanner.explain("test", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
