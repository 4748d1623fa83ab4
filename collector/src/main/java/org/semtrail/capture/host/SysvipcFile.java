package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads /proc/sysvipc/shm or msg by the names in its first line: 14 columns of shm in Linux 2.6, 16 now. Numbers wider
 * than their column move the rest of the line, so that only white space separates.
 */
final class SysvipcFile {
    /** One line; the names are those of the header. */
    record Line(Map<String, String> fields) {
        long number(String name) {
            return Long.parseLong(fields.get(name));
        }

        int integer(String name) {
            return Integer.parseInt(fields.get(name));
        }

        /** perms are octal (%4o), everything else is decimal; the key is signed. */
        int octal(String name) {
            return Integer.parseInt(fields.get(name), 8);
        }

        Instant time(String name) {
            return SysvipcFile.time(number(name));
        }
    }

    private SysvipcFile() {}

    static <R> Reading<R> read(Path path, Function<Line, R> row) {
        List<String> lines;
        try {
            lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return Reading.nothing(Unseen.absent(path.toString(), "this kernel has no System V IPC (CONFIG_SYSVIPC)"));
        } catch (IOException e) {
            return Reading.nothing(
                    ProcPids.isDenied(e)
                            ? Unseen.denied(path.toString(), "not permitted")
                            : Unseen.failed(path.toString(), e.toString()));
        }
        if (lines.isEmpty()) {
            return Reading.nothing(Unseen.failed(path.toString(), "the file is empty; not even its header is there"));
        }
        String[] names = lines.get(0).strip().split("\\s+");
        List<R> rows = new ArrayList<>();
        List<Unseen> torn = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                rows.add(row.apply(line(names, lines.get(i))));
            } catch (IllegalArgumentException e) {
                torn.add(Unseen.failed(path + " line " + (i + 1), "cannot be understood: " + e.getMessage()));
            }
        }
        return new Reading<>(rows, torn);
    }

    private static Line line(String[] names, String text) {
        String[] values = text.strip().split("\\s+");
        if (values.length != names.length) {
            throw new IllegalArgumentException(values.length + " fields where the header has " + names.length);
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            fields.put(names[i], values[i]);
        }
        return new Line(fields);
    }

    /** Seconds since the epoch; 0 means that it never happened. */
    static Instant time(long seconds) {
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }
}
