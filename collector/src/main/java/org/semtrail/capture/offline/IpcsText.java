package org.semtrail.capture.offline;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what ipcs(1) prints, by the shape of its rows and not by its words, which depend on the language: lists (-s), times
 * (-t), creators (-c), limits (-l), sums (-u) and one set (-i), of old and new util-linux, one after the other.
 */
final class IpcsText {
    private static final int MOST = 100_000;
    private static final int MANY = 16;
    private static final Pattern RULE = Pattern.compile("^-{3,} ?.* ?-{3,}\\s*$");

    /** key semid owner perms nsems [status]; the last is of the oldest versions, and always empty */
    private static final Pattern LIST = Pattern.compile(
            "^(0x[0-9a-fA-F]{8})\\s+(\\d{1,10})\\s+(\\S+)\\s+([0-7]{1,4})\\s+(\\d{1,7})(?:\\s+\\p{L}+)?\\s*$");

    /** semid perms cuid cgid uid gid */
    private static final Pattern CREATORS =
            Pattern.compile("^(\\d{1,10})\\s+([0-7]{3,4})\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s*$");

    /** semid owner last-op last-changed; the times are of ctime(3), in any language. */
    private static final Pattern TIMES = Pattern.compile("^(\\d{1,10})\\s+(\\S+)\\s+(\\S.*\\S)\\s*$");

    /** The id of a row, after the key or without one. */
    private static final Pattern FIRST_ID = Pattern.compile("^(?:0x[0-9a-fA-F]{8}\\s+)?(\\d{1,10})\\s");

    /** semnum value ncount zcount pid */
    private static final Pattern SEM =
            Pattern.compile("^(\\d{1,6})\\s+(\\d{1,5})\\s+(\\d{1,7})\\s+(\\d{1,7})\\s+(\\d{1,10})\\s*$");

    /** "max number of arrays = 32000", "used arrays = 12" */
    private static final Pattern NUMBER = Pattern.compile("^(.*?)\\s*=\\s*(\\d{1,20})\\s*$");

    private final Map<Integer, SemRow> rows = new LinkedHashMap<>();
    private final Map<String, Long> limits = new HashMap<>();
    private final Map<String, Long> used = new HashMap<>();
    private final IpcsTimes times;
    private Part part = Part.NONE;
    private final List<Long> numbers = new ArrayList<>();
    private boolean listed;
    private int torn;
    private Integer shown;
    private final List<SemRow.Sem> sems = new ArrayList<>();

    private IpcsText(LogTimes line) {
        times = new IpcsTimes(line);
    }

    /** Which table we are in; {@code OTHER} is one that is not about semaphores. */
    private enum Part {
        NONE,
        SEMAPHORES,
        OTHER
    }

    static boolean is(List<String> lines) {
        long rules = lines.stream().filter(l -> RULE.matcher(l).matches()).count();
        boolean one = lines.stream().limit(12).anyMatch(l -> l.matches("(?i).*\\bsemid\\s*=\\s*\\d+.*"))
                && lines.stream().anyMatch(l -> SEM.matcher(l).matches());
        return (rules > 0 && lines.get(0).startsWith("-")) || one;
    }

    static TableText read(BufferedReader in, LogTimes times) throws IOException {
        IpcsText text = new IpcsText(times);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            text.line(line);
        }
        text.endOfOne();
        text.endOfNumbers();
        if (text.listed) {
            text.used.putIfAbsent("semmni", (long) text.rows.size());
        }
        return new TableText(
                List.copyOf(text.rows.values()),
                text.listed,
                text.limits,
                text.used,
                null,
                text.torn,
                text.times.vaguest(),
                Map.of(),
                null);
    }

    private void line(String line) {
        Matcher one = Pattern.compile("(?i)\\bsemid\\s*=\\s*(\\d{1,10})").matcher(line);
        if (RULE.matcher(line).matches()) {
            endOfOne();
            begin(line);
        } else if (one.find()) {
            endOfOne();
            shown = id(one.group(1));
            torn += shown == null ? 1 : 0;
            part = shown == null ? Part.OTHER : Part.SEMAPHORES;
        } else if (!line.isBlank() && part != Part.OTHER) {
            row(line);
        }
    }

    /** The heading names the kind; in languages that we do not know its order does: -a prints queues, memory, semaphores. */
    private void begin(String heading) {
        endOfNumbers();
        String words = heading.toLowerCase(Locale.ROOT);
        boolean sem = words.matches(".*(sem|信号|信號|セマフォ|семафор|sémaph|Sém).*");
        boolean other =
                words.matches(".*(message|queue|shared|memory|segment|mem|msg|nachricht|speicher|mémoire|partag|messag"
                        + "|compart|消息|内存|共有|メッセージ|памят|очеред).*");
        part = sem ? Part.SEMAPHORES : other ? Part.OTHER : Part.NONE;
    }

    private void row(String line) {
        Matcher first = FIRST_ID.matcher(line);
        if (shown == null && first.find() && id(first.group(1)) == null) {
            torn++;
            return;
        }
        Matcher list = LIST.matcher(line);
        // The name of this column is the same in each language; an empty list has nothing else.
        listed |= part == Part.SEMAPHORES && shown == null && (line.contains("nsems") || list.matches());
        Matcher creators = CREATORS.matcher(line);
        Matcher sem = SEM.matcher(line);
        Matcher number = NUMBER.matcher(line);
        Matcher time = TIMES.matcher(line);
        if (list.matches() && part != Part.NONE) {
            int key = (int) Long.parseLong(list.group(1).substring(2), 16);
            add(new SemRow(
                    id(list.group(2)),
                    key,
                    list.group(3),
                    null,
                    Integer.parseInt(list.group(4), 8),
                    Integer.valueOf(list.group(5)),
                    null,
                    false,
                    null,
                    List.of(),
                    null));
        } else if (shown != null && sem.matches()) {
            if (sems.size() < MOST) {
                sems.add(new SemRow.Sem(
                        Integer.parseInt(sem.group(1)),
                        Integer.parseInt(sem.group(2)),
                        Integer.parseInt(sem.group(3)),
                        Integer.parseInt(sem.group(4)),
                        (int) Long.parseLong(sem.group(5))));
            }
        } else if (shown != null) {
            one(line);
        } else if (number.matches()) {
            number(number.group(2));
        } else if (creators.matches()) {
            add(new SemRow(
                    id(creators.group(1)),
                    null,
                    creators.group(5),
                    creators.group(3),
                    Integer.parseInt(creators.group(2), 8),
                    null,
                    null,
                    false,
                    null,
                    List.of(),
                    null));
        } else if (time.matches() && shown == null) {
            times.read(time.group(3))
                    .ifPresentOrElse(
                            t -> add(new SemRow(
                                    id(time.group(1)),
                                    null,
                                    time.group(2),
                                    null,
                                    null,
                                    null,
                                    t.otime(),
                                    t.never(),
                                    t.ctime(),
                                    List.of(),
                                    null)),
                            () -> torn++);
        }
    }

    /** "uid=0 gid=0", "mode=0600, access_perms=0600", "nsems = 1": the same in each language. */
    private void one(String line) {
        Matcher time = Pattern.compile("\\b([oc])time ?= ?(.*)").matcher(line);
        if (time.find()) {
            timeOfOne(time.group(1).equals("o"), times.one(time.group(2)).orElse(null));
            return;
        }
        Matcher m = Pattern.compile("\\b(mode|uid|cuid|nsems) ?= ?(\\d{1,10})").matcher(line);
        while (m.find()) {
            String value = m.group(2);
            boolean mode = m.group(1).equals("mode") && value.matches("[0-7]{1,6}");
            add(new SemRow(
                    shown,
                    null,
                    m.group(1).equals("uid") ? value : null,
                    m.group(1).equals("cuid") ? value : null,
                    mode ? Integer.valueOf(Integer.parseInt(value, 8) & 0777) : null,
                    m.group(1).equals("nsems") ? id(value) : null,
                    null,
                    false,
                    null,
                    List.of(),
                    null));
        }
    }

    /** @param at null for words that say never, where it is the time of the last operation */
    private void timeOfOne(boolean otime, Instant at) {
        add(new SemRow(
                shown,
                null,
                null,
                null,
                null,
                null,
                otime ? at : null,
                otime && at == null,
                otime ? null : at,
                List.of(),
                null));
    }

    /** Null for a number that is no id. */
    private static Integer id(String digits) {
        long id = Long.parseLong(digits);
        return id > Integer.MAX_VALUE ? null : Integer.valueOf((int) id);
    }

    private void add(SemRow row) {
        if (rows.size() < MOST || rows.containsKey(row.semid())) {
            rows.merge(row.semid(), row, SemRow::with);
        }
    }

    private void number(String value) {
        if (part == Part.SEMAPHORES && numbers.size() < MANY) {
            numbers.add(value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value));
        }
    }

    /**
     * -l prints five limits, in one order since ever: arrays, semaphores per array, system wide, operations per call, value;
     * -u prints two: arrays and semaphores in use.
     */
    private void endOfNumbers() {
        List<String> order = List.of("semmni", "semmsl", "semmns", "semopm");
        if (numbers.size() > order.size()) {
            order.forEach(name -> limits.put(name, numbers.get(order.indexOf(name))));
        } else if (numbers.size() == 2) {
            used.put("semmni", numbers.get(0));
            used.put("semmns", numbers.get(1));
        }
        numbers.clear();
    }

    private void endOfOne() {
        if (shown != null) {
            int waiting = sems.stream().mapToInt(s -> s.ncount() + s.zcount()).sum();
            add(new SemRow(shown, null, null, null, null, null, null, false, null, sems, waiting));
        }
        shown = null;
        sems.clear();
    }
}
