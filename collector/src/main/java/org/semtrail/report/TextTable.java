package org.semtrail.report;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.host.UserNames;

/** Rows and columns as aligned text: numbers to the right, the last column ragged, unknown as "?". */
public final class TextTable {
    private final Instant now;
    private final UserNames names;

    public TextTable(Instant now, UserNames names) {
        this.now = now;
        this.names = names;
    }

    public <T> void print(PrintWriter out, List<Column<T>> columns, List<T> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(c -> c.name().toUpperCase(Locale.ROOT)).toList());
        for (T row : rows) {
            lines.add(columns.stream().map(c -> cell(c, row)).toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                pad(text, line.get(i), widths[i], isRight(columns.get(i)), i == widths.length - 1);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    /** The text of one cell, already harmless for a terminal. */
    public <T> String cell(Column<T> column, T row) {
        return format(column.kind(), column.value().apply(row));
    }

    private String format(Column.Kind kind, Object value) {
        if (value == null) {
            return kind == Column.Kind.AGE ? "never" : "?";
        }
        if (value instanceof List<?> many) {
            return many.isEmpty()
                    ? "-"
                    : many.stream().map(v -> format(kind, v)).collect(Collectors.joining(","));
        }
        return switch (kind) {
            case KEY -> key(((Number) value).intValue());
            case MODE ->
                "0"
                        + Integer.toOctalString(01000 | (((Number) value).intValue() & 0777))
                                .substring(1);
            case BYTES -> Text.bytes(((Number) value).longValue());
            case AGE -> Text.age((Instant) value, now);
            case UID -> Text.safe(names.user(((Number) value).longValue()));
            case GID -> Text.safe(names.group(((Number) value).longValue()));
            case TEXT, NUMBER -> Text.safe(String.valueOf(value));
        };
    }

    /** As ipcs prints it. Not by String.format: a table may have 32 000 of them. */
    private static String key(int key) {
        String hex = Integer.toHexString(key);
        return "0x00000000".substring(0, 10 - hex.length()) + hex;
    }

    private static boolean isRight(Column<?> column) {
        return switch (column.kind()) {
            case NUMBER, BYTES -> true;
            default -> false;
        };
    }

    private static void pad(StringBuilder line, String cell, int width, boolean right, boolean last) {
        String fill = " ".repeat(width - cell.length());
        line.append(right ? fill + cell : cell + fill).append(last ? "" : "  ");
    }
}
