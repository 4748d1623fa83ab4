package org.semtrail.capture.offline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A text as people paste it: a session of a terminal with its prompts, a mail that quotes, tables that are indented. It is
 * taken apart into the tables that are in it and what is left of it, whose lines keep their numbers.
 */
public final class PastedText {
    private static final Pattern QUOTE = Pattern.compile("^[>|\\s]+");
    private static final Pattern RULE = Pattern.compile("^-{3,} ?\\p{L}.* ?-{3,}\\s*$");
    private static final Pattern ONE =
            Pattern.compile("^[\\p{L} ]{0,40}\\bsemid\\s*=\\s*\\d+\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern PROMPT =
            Pattern.compile("^(?:\\[?[\\w.-]+@[\\w.-]+[^#$%>]{0,80}[#$%>]|[#$%](?= )|```|</?\\w+>).*");
    private static final Pattern ROW = Pattern.compile("^(?:0x[0-9a-fA-F]|\\d{1,10}\\s|\\w+ ?=|.* = \\d).*");
    /** Languages have such spaces in words; between columns they are of an editor. */
    private static final Pattern OTHER_SPACE = Pattern.compile("^(?:0x)?[0-9a-fA-F]+\\s*\u00a0");

    private static final Pattern NUMBERS = Pattern.compile("^[-\\d\\s]+$");
    private static final Pattern SETTING =
            Pattern.compile("^(?:kernel\\.(?:sem|shm\\w{3}|msg\\w{3})|fs\\.mqueue\\.\\w+)\\s*=\\s*\\d[\\d\\s]*$");

    private final Map<String, Map<String, List<String>>> tables = new LinkedHashMap<>();
    private final List<String> rest = new ArrayList<>();
    private String kind;
    private List<String> open = new ArrayList<>();
    private boolean afterBlank;
    private int repeated;

    private PastedText(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String next = i + 1 < lines.size() ? plain(lines.get(i + 1)) : "";
            line(lines.get(i), plain(lines.get(i)), next);
        }
    }

    /** @param name what it is, to be read after "pasted" */
    public record Part(String name, String text) {}

    public static PastedText of(List<String> lines) {
        return new PastedText(lines);
    }

    /** Whether what was recognised as this is several things, or nothing that can be read as it stands. */
    static boolean is(InputKind kind, List<String> lines) {
        if (kind != InputKind.LOG && kind != InputKind.IPCS && kind != InputKind.SYSVIPC) {
            return false;
        }
        PastedText text = of(lines);
        boolean changed = lines.stream()
                .anyMatch(l -> OTHER_SPACE.matcher(l).find()
                        || PROMPT.matcher(plain(l)).matches());
        return !text.tables.isEmpty()
                && (kind == InputKind.LOG || text.tables.size() > 1 || text.repeated > 0 || changed);
    }

    /** Tables that came again further down, of which the last is read: when the others were is not said. */
    public int repeated() {
        return repeated;
    }

    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        tables.forEach((name, blocks) -> {
            List<String> lines = new ArrayList<>();
            blocks.values().forEach(lines::addAll);
            parts.add(new Part(name, String.join("\n", lines) + "\n"));
        });
        if (rest.stream().anyMatch(l -> !l.isBlank())) {
            parts.add(new Part("text", String.join("\n", rest) + "\n"));
        }
        return parts;
    }

    /** Without what a mail puts before it, and with spaces that are some. */
    private static String plain(String line) {
        return QUOTE.matcher(line.replace('\u00a0', ' ')).replaceFirst("");
    }

    private void line(String raw, String line, String next) {
        if (begins(line, next) || !goesOn(line)) {
            kind = null;
        }
        if (kind == null) {
            begin(line, next);
        }
        if (kind != null) {
            open.add(line);
            rest.add("");
        } else {
            rest.add(raw);
        }
        afterBlank = line.isBlank();
    }

    private static boolean begins(String line, String next) {
        return RULE.matcher(line).matches() || ONE.matcher(line).matches() || SysvipcText.is(line) || isPs(line, next);
    }

    private static boolean isPs(String line, String next) {
        return PsText.is(line) && next.matches("\\S+\\s+\\d+\\s.*");
    }

    private void begin(String line, String next) {
        if (RULE.matcher(line).matches() || ONE.matcher(line).matches()) {
            open("ipcs", line + (ONE.matcher(line).matches() ? "" : next.replaceAll("\\d+", "#")));
        } else if (SysvipcText.is(line)) {
            open(line.strip().split("\\s+")[1].replace("id", "") + " of sysvipc", "");
        } else if (isPs(line, next)) {
            open("ps", line);
        } else if (SETTING.matcher(line).matches()) {
            open("sysctl", line.replaceAll("\\s*=.*", ""));
        }
    }

    private void open(String name, String block) {
        kind = name;
        open = new ArrayList<>();
        // One set each that ipcs -i shows is a table of its own; of the others the last word counts.
        boolean again = tables.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(block, open) != null;
        repeated += again ? 1 : 0;
    }

    private boolean goesOn(String line) {
        if (kind == null || PROMPT.matcher(line).matches()) {
            return false;
        }
        return switch (kind) {
            case "ipcs" -> line.isBlank() || !afterBlank || ROW.matcher(line).matches();
            case "ps" -> !line.isBlank();
            case "sysctl" -> false;
            default -> NUMBERS.matcher(line).matches();
        };
    }
}
