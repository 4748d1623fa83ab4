package org.semtrail.capture.offline;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads short texts in which a host tells of itself, by what is in them: uname -a, hostnamectl, timedatectl, date, uptime,
 * who -b, journalctl --list-boots, /proc/stat, /etc/timezone and boot_id.
 */
public final class HostText {
    /** Names of facts; the values are as the text has them. */
    public static final String HOSTNAME = "hostname";

    public static final String KERNEL = "kernel";
    public static final String BOOT_ID = "boot-id";
    public static final String ZONE = "zone";
    public static final String DATE = "date";
    public static final String DATE_UTC = "date-utc";
    /** When it was booted: seconds since 1970. */
    public static final String BTIME = "btime";
    /** When it was booted: a time as a log has it. */
    public static final String BOOTED = "booted";
    /** For how long it has been up, as uptime says it. */
    public static final String UP = "up";

    private static final int LONGEST = 8 << 10;
    private static final int MOST_LINES = 60;

    private record Row(Pattern pattern, List<String> facts) {
        static Row of(String pattern, String... facts) {
            return new Row(Pattern.compile(pattern, Pattern.MULTILINE), List.of(facts));
        }
    }

    /** Each group of a pattern is the fact in its place. */
    private static final List<Row> ALL = List.of(
            Row.of("\\ALinux (\\S+) (\\d+\\.\\S+) #\\d", HOSTNAME, KERNEL),
            Row.of("^ *(?:Static|Transient) hostname: (\\S+)$", HOSTNAME),
            Row.of("^ *Kernel: Linux (\\S+)$", KERNEL),
            Row.of("^ *Boot ID: ([0-9a-f]{32})$", BOOT_ID),
            Row.of("\\A([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\s*\\z", BOOT_ID),
            Row.of("^ *Time ?zone: ([A-Za-z]+(?:/[A-Za-z0-9_+-]+)*) \\(", ZONE),
            Row.of("\\A([A-Z][A-Za-z]+(?:/[A-Za-z0-9_+-]+)+|UTC)\\s*\\z", ZONE),
            Row.of("\\A(\\p{L}{3} \\p{L}{3} +\\d{1,2} \\d\\d:\\d\\d:\\d\\d (?:UTC|GMT) \\d{4})\\s*\\z", DATE_UTC),
            Row.of("\\A(\\p{L}{3} \\p{L}{3} +\\d{1,2} \\d\\d:\\d\\d:\\d\\d (?!UTC|GMT)\\S+ \\d{4})\\s*\\z", DATE),
            Row.of("\\A *\\d\\d:\\d\\d:\\d\\d +up +(.{1,40}?), +\\d+ users?,", UP),
            Row.of("^ +system boot +(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d)", BOOTED),
            Row.of(
                    "^ *0 ([0-9a-f]{32}) \\p{L}{3} (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\S{1,6}?)\u2014",
                    BOOT_ID, BOOTED),
            Row.of("\\Acpu .*(?s:.*)^btime (\\d{9,10})$", BTIME));

    private HostText() {}

    /** Empty where the text is none of these. */
    public static Map<String, String> read(String text) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (text.length() > LONGEST && !text.startsWith("cpu ")) {
            return facts;
        }
        for (Row row : ALL) {
            Matcher m = row.pattern().matcher(text);
            for (int i = 0; m.find(0) && i < row.facts().size(); i++) {
                facts.putIfAbsent(row.facts().get(i), m.group(i + 1));
            }
        }
        return facts;
    }

    /** Whether it is such a text, and not one, as a log, in which such a line may stand. */
    static boolean is(List<String> lines) {
        return (lines.size() <= MOST_LINES || lines.get(0).startsWith("cpu "))
                && lines.stream().noneMatch(HostText::isOfLog)
                && !read(String.join("\n", lines)).isEmpty();
    }

    private static boolean isOfLog(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return line.startsWith("---")
                || Anchors.OF_MESSAGES.anyIn(bytes, bytes.length)
                || LifeLine.in(line).isPresent();
    }

    /** The zone that the link /etc/localtime leads to; empty for another. */
    public static Map<String, String> localtime(String target) {
        Matcher m = Pattern.compile("zoneinfo/(?:posix/|right/)?([A-Za-z]+(?:/[A-Za-z0-9_+-]+)*)$")
                .matcher(target);
        return m.find() ? Map.of(ZONE, m.group(1)) : Map.of();
    }
}
