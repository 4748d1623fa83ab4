package org.semtrail.capture.offline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of a tree that sos(1) collected tell of semaphores, of thousands that do not: by its layout
 * (sos/report/plugins: sysvipc.py, kernel.py, process.py, logs.py, host.py, date.py).
 */
public final class SosPath {
    private static final Pattern OF_SOS = Pattern.compile("(^|/)(sos_commands|sos_logs|sos_reports)/");
    private static final Pattern TELLS = Pattern.compile("(?:^|/)(?:"
            + "proc/sysvipc/(?:sem|shm|msg)"
            + "|sos_commands/sysvipc/.*"
            + "|sos_commands/kernel/sysctl_-a"
            + "|(?:etc|run|usr/lib|usr/local/lib|lib)/sysctl\\.(?:conf|d/[^/]+\\.conf)"
            + "|sos_commands/process/ps_.*"
            + "|sos_commands/logs/journalctl_--no-pager.*|sos_strings/logs/journalctl.*"
            + "|sos_commands/(?:apache|postgresql|tomcat|docker|podman|systemd)/journalctl_.*unit.*"
            + "|var/log/(?!sa/|sysstat/|installer/|apt/|journal/|btmp|wtmp|lastlog)[^/]*(?:/[^/]*)?"
            + "|var/lib/semtrail/.*\\.jfr"
            + ")$");

    private static final Pattern FACT = Pattern.compile("(?:^|/)(?:"
            + "sos_commands/kernel/uname_-a"
            + "|sos_commands/date/date(?:_--utc)?"
            + "|sos_commands/(?:systemd|date)/timedatectl.*"
            + "|sos_commands/host/(?:uptime|hostnamectl.*)"
            + "|sos_commands/logs/journalctl_--list-boots"
            + "|etc/timezone|proc/stat"
            + "|(?:[^/]*[._-])?boot_id"
            + ")$");
    private static final Pattern TREE = Pattern.compile("^.*?(?:sosreport|sos-collector)-[^/!]*/");

    private SosPath() {}

    /** Whether a path has what only a tree of sos has. */
    public static boolean isOfSos(String path) {
        return OF_SOS.matcher(path).find();
    }

    /** Whether a file may tell something; of an archive that is not by sos every one may. */
    public static boolean tells(String path) {
        boolean ofTree = path.matches("(?:.*/)?(?:sosreport|sos-collector)-[^/]*/.*") || isOfSos(path);
        return !ofTree || TELLS.matcher(path).find() || isFact(path);
    }

    /** Whether a file says something of the host itself. */
    public static boolean isFact(String path) {
        return FACT.matcher(path).find() || isHostname(path);
    }

    /** Of one word nothing but its place tells what it is. */
    public static boolean isHostname(String path) {
        return path.matches("(?:.*/)?sos_commands/host/hostname$");
    }

    /** A link that leads to the zone of the host. */
    public static boolean isLocaltime(String path) {
        return path.matches("(?:.*/)?etc/localtime$");
    }

    /** The tree that a file is of: one for each that sos collected, as its name and those of archives tell; else none. */
    public static String home(String path) {
        Matcher tree = TREE.matcher(path);
        int archive = path.lastIndexOf('!');
        return tree.find() ? tree.group() : archive < 0 ? "" : path.substring(0, archive);
    }
}
