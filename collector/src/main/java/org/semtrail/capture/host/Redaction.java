package org.semtrail.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes password-like values out of command lines before anything keeps or shows them. */
final class Redaction {
    static final String MARK = "[redacted]";

    /** Longer arguments are cut: a process decides how long they are, and everybody's command must end. */
    private static final int MAX_ARG = 4096;

    /** No option has a longer name. */
    private static final int MAX_NAME = 200;

    private static final Pattern SECRET = Pattern.compile(
            "(?i)pass(?:w(?:or)?d|phrase|code)?|pwd|secret|token|api[-_.]?key|credential|private[-_.]?key|auth");

    private static final Pattern NAME = Pattern.compile("[-\\w.]+");
    private static final Pattern MYSQL = Pattern.compile("(?:mysql|mariadb)[^/]*$");

    private Redaction() {}

    static List<String> of(List<String> args) {
        List<String> safe = new ArrayList<>(args.size());
        boolean mysql =
                !args.isEmpty() && MYSQL.matcher(cut(args.get(0), MAX_NAME)).find();
        boolean valueFollows = false;
        for (String whole : args) {
            String arg = cut(whole, MAX_ARG);
            safe.add(valueFollows && !arg.startsWith("-") ? MARK : one(arg, mysql && !safe.isEmpty()));
            valueFollows = arg.startsWith("-") && isSecret(arg);
        }
        return safe;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    private static String one(String arg, boolean mysql) {
        if (mysql && arg.startsWith("-p") && arg.length() > 2) {
            return "-p" + MARK;
        }
        return url(assigned(arg));
    }

    /** --db-password=x, -Djavax.net.ssl.keyStorePassword=x, PGPASSWORD=x, "password: x". */
    private static String assigned(String arg) {
        for (int i = 0; i < arg.length() && i <= MAX_NAME * 4; i++) {
            char c = arg.charAt(i);
            if ((c == '=' || c == ':') && i + 1 < arg.length() && isSecret(lastWord(arg.substring(0, i)))) {
                int value = c == ':' && arg.charAt(i + 1) == ' ' ? i + 2 : i + 1;
                return arg.substring(0, value) + MARK;
            }
        }
        return arg;
    }

    private static String lastWord(String text) {
        String trimmed = text.stripTrailing();
        int start = trimmed.length();
        while (start > 0
                && trimmed.length() - start < MAX_NAME
                && NAME.matcher(trimmed.substring(start - 1, start)).matches()) {
            start--;
        }
        return trimmed.substring(start);
    }

    private static boolean isSecret(String name) {
        return name.length() <= MAX_NAME
                && NAME.matcher(name).matches()
                && SECRET.matcher(name).find();
    }

    /** scheme://user:password@host; the password may hold an unescaped @. */
    private static String url(String arg) {
        int scheme = arg.indexOf("://");
        int at = arg.lastIndexOf('@');
        int colon = scheme < 0 ? -1 : arg.indexOf(':', scheme + 3);
        boolean user =
                colon > 0 && colon < at && arg.substring(scheme + 3, colon).indexOf('/') < 0;
        return user ? arg.substring(0, colon + 1) + MARK + arg.substring(at) : arg;
    }
}
