package org.semtrail.capture.offline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line tells beside its message: when, which process, which object. Absent is null. */
final class LineFacts {
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: ?(?:"
                    + ZoneNames.WORDS + "|[+-]\\d\\d(?::?\\d\\d)?(?![\\d:])))?"
                    + "|\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d"
                    + "|(?:\\p{L}{3,4} )?\\p{Lu}\\p{L}{2} {1,2}\\d{1,2} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?: "
                    + ZoneNames.WORDS + ")?(?: \\d{4})?"
                    + "|^\\[ *\\d{1,9}\\.\\d{6}\\]|^1\\d{9}\\.\\d{3,9}(?= )"
                    + "|(?<=\\b\\d{1,9}:)\\d{8}:\\d{6}(?:\\.\\d{1,9})?");
    private static final Pattern PID = Pattern.compile("\\[pid (\\d{1,9})"
            + "|\\bpid\"?[ =:]{1,2}(\\d{1,9})"
            + "|\\w ?\\[(\\d{1,9})](?=:? )"
            + "|^ *(\\d{1,9}):\\d{8}:\\d{6}");
    private static final Pattern OBJECT = Pattern.compile("the ([\\w-]{1,40}) mutex"
            + "|\\bkey[ =]{1,2}(0x[0-9a-fA-F]{1,8})"
            + "|\\b(?:semaphore|sempphore|semid|sem id|cookie)[ =:]{1,2}(\\d{1,20}|0x[0-9a-fA-F]{1,8})"
            + "|\\bsem(?:ctl|op|timedop|get)\\((\\w{1,20})"
            + "|\"(/PostgreSQL\\.\\d{1,20})\""
            + "|create (\\S{1,30}?(?:mutex|lock))\\b");

    /** A web server's line on a request that it answered (Common Log Format): what is in it is the client's word. */
    private static final Pattern REQUEST =
            Pattern.compile("\"[A-Z]{3,20} (?:[^\"\\\\]|\\\\.)*+\" [1-5]\\d\\d (?:-|\\d)");

    private LineFacts() {}

    static boolean isRequest(String line) {
        return REQUEST.matcher(line).find();
    }

    static String time(String line) {
        Matcher matcher = TIME.matcher(line);
        return matcher.find() ? matcher.group() : null;
    }

    static Long pid(String line) {
        return first(PID.matcher(line)).map(Long::valueOf).orElse(null);
    }

    static String object(String line) {
        return first(OBJECT.matcher(line)).orElse(null);
    }

    private static Optional<String> first(Matcher matcher) {
        if (!matcher.find()) {
            return Optional.empty();
        }
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i) != null) {
                return Optional.of(matcher.group(i));
            }
        }
        return Optional.empty();
    }
}
