package org.semtrail.capture.offline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a text resource of ours: sections that begin with {@code [id] title}, then {@code name: value} lines (a name
 * may come again), then prose. Lines that begin with # are comments.
 */
public final class Sections {
    private static final Pattern HEAD = Pattern.compile("\\[([^]]+)] ?(.*)");
    private static final Pattern FIELD = Pattern.compile("([a-z]+):(?: +(.*))?");

    private Sections() {}

    /**
     * One section.
     *
     * @param id what stands in brackets
     * @param title what follows the brackets
     * @param fields the values of each name, in their order
     * @param body the prose, its line breaks kept
     */
    public record Section(String id, String title, Map<String, List<String>> fields, String body) {
        public List<String> all(String field) {
            return fields.getOrDefault(field, List.of());
        }

        public Optional<String> first(String field) {
            return all(field).stream().findFirst();
        }
    }

    /** Reads the resource {@code name} beside {@code owner}; a missing or malformed one is our bug. */
    public static List<Section> read(Class<?> owner, String name) {
        return parse(text(owner, name).lines().toList(), name);
    }

    static String text(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Section> parse(List<String> lines, String name) {
        List<Section> sections = new ArrayList<>();
        List<String> open = null;
        Matcher head = null;
        for (String line : lines) {
            Matcher next = HEAD.matcher(line);
            if (next.matches()) {
                add(sections, head, open);
                head = next;
                open = new ArrayList<>();
            } else if (open != null && !line.startsWith("#")) {
                open.add(line);
            } else if (open == null && !line.isBlank() && !line.startsWith("#")) {
                throw new IllegalStateException(name + ": text before the first section: " + line);
            }
        }
        add(sections, head, open);
        return List.copyOf(sections);
    }

    private static void add(List<Section> sections, Matcher head, List<String> lines) {
        if (head == null) {
            return;
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int at = 0;
        for (; at < lines.size(); at++) {
            Matcher field = FIELD.matcher(lines.get(at));
            if (!field.matches()) {
                break;
            }
            String value = field.group(2) == null ? "" : field.group(2);
            fields.computeIfAbsent(field.group(1), f -> new ArrayList<>()).add(value);
        }
        String body = String.join("\n", lines.subList(at, lines.size())).strip().replaceAll("\n{3,}", "\n\n");
        sections.add(new Section(head.group(1), head.group(2), Map.copyOf(fields), body));
    }
}
