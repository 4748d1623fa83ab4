package org.semtrail.capture.offline;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a file of sysctl configuration, which says what shall be, from what sysctl(8) prints, which says what is. */
public final class SysctlConf {
    private static final Pattern OF_HOST =
            Pattern.compile("(?:^|[/!])((?:etc|run|usr/lib|usr/local/lib|lib)/sysctl\\.(?:d/[^/]+\\.conf|conf))$");

    private SysctlConf() {}

    /** By its name, which has to end like that to be read (sysctl.d(5)), or by its comments. */
    public static boolean is(String name, String text) {
        return name.endsWith(".conf") || text.lines().anyMatch(SysctlDump::isComment);
    }

    /** The path that its host has for it, as far as a name tells it, perhaps in an archive. */
    public static String path(String name) {
        Matcher host = OF_HOST.matcher(name);
        return host.find() ? "/" + host.group(1) : name;
    }

    /** What a line of it sets, by the kernel's names. */
    public static Map<String, Long> limits(String line) {
        return SysctlDump.limits(line);
    }
}
