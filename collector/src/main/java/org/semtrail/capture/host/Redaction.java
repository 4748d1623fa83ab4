package org.semtrail.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes password-like values out of command lines before anything keeps or shows them. */
final class Redaction {
    static final String MARK = "[redacted]";

    private static final String SECRET =
            "(?i:pass(?:w(?:or)?d|phrase|code)?|pwd|secret|token|api[-_.]?key|credential|private[-_.]?key|auth)";
    /** --db-password=x, -Djavax.net.ssl.keyStorePassword=x, PGPASSWORD=x, "password:x". */
    private static final Pattern ASSIGNED = Pattern.compile("(?s)([-\\w.]*" + SECRET + "[-\\w.]*\\s*[=:]\\s*).+");

    private static final Pattern OPTION_ALONE = Pattern.compile("-{1,2}[-\\w.]*" + SECRET + "[-\\w.]*");
    /** scheme://user:password@host; the password may hold an unescaped @. */
    private static final Pattern URL = Pattern.compile("(\\w+://[^:/@\\s]*:)\\S+(@)");

    private Redaction() {}

    static List<String> of(List<String> args) {
        List<String> safe = new ArrayList<>(args.size());
        boolean valueFollows = false;
        for (String arg : args) {
            safe.add(valueFollows && !arg.startsWith("-") ? MARK : one(arg, safe));
            valueFollows = OPTION_ALONE.matcher(arg).matches();
        }
        return safe;
    }

    private static String one(String arg, List<String> before) {
        boolean mysql = !before.isEmpty() && before.get(0).matches(".*(mysql|mariadb)[^/]*");
        if (mysql && arg.matches("-p.+")) {
            return "-p" + MARK;
        }
        String shown = ASSIGNED.matcher(arg).replaceAll("$1" + java.util.regex.Matcher.quoteReplacement(MARK));
        return URL.matcher(shown).replaceAll("$1" + MARK + "$2");
    }
}
