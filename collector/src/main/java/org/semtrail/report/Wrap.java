package org.semtrail.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Breaks prose into lines; a line that begins with two spaces is an example and stays as it is. */
public final class Wrap {
    private Wrap() {}

    /** Paragraphs, an empty line between them. */
    public static String paragraphs(String text, int width) {
        List<String> out = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : (text + "\n").split("\n", -1)) {
            boolean asIs = line.isEmpty() || line.startsWith("  ");
            if (asIs && !open.isEmpty()) {
                out.add(hanging("", open.toString(), width));
                open.setLength(0);
            }
            if (asIs) {
                out.add(line);
            } else {
                open.append(open.isEmpty() ? "" : " ").append(line.strip());
            }
        }
        return out.stream().collect(Collectors.joining("\n")).stripTrailing();
    }

    /** One paragraph after {@code head}, its further lines indented by as much. */
    public static String hanging(String head, String text, int width) {
        StringBuilder out = new StringBuilder(head);
        int column = head.length();
        boolean first = true;
        for (String word : text.strip().split("\\s+")) {
            if (!first && column + 1 + word.length() > width) {
                out.append('\n').append(" ".repeat(head.length()));
                column = head.length();
                first = true;
            }
            out.append(first ? "" : " ").append(word);
            column += word.length() + (first ? 0 : 1);
            first = false;
        }
        return out.toString();
    }
}
