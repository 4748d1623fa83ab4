package org.semtrail.capture.offline;

import java.util.Optional;
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

    private SosPath() {}

    /** Whether a path has what only a tree of sos has. */
    public static boolean isOfSos(String path) {
        return OF_SOS.matcher(path).find();
    }

    /** Whether a file may tell something; of an archive that is not by sos every one may. */
    public static boolean tells(String path) {
        boolean ofTree = path.matches("(?:.*/)?(?:sosreport|sos-collector)-[^/]*/.*") || isOfSos(path);
        return !ofTree || TELLS.matcher(path).find() || fact(path).isPresent();
    }

    /** What a file says of the host itself: hostname, kernel, date, date-utc or boot-id. */
    public static Optional<String> fact(String path) {
        if (path.matches("(?:.*/)?sos_commands/host/hostname$")) {
            return Optional.of("hostname");
        }
        if (path.matches("(?:.*/)?sos_commands/kernel/uname_-a$")) {
            return Optional.of("kernel");
        }
        if (path.matches("(?:.*/)?sos_commands/date/date$")) {
            return Optional.of("date");
        }
        if (path.matches("(?:.*/)?sos_commands/date/date_--utc$")) {
            return Optional.of("date-utc");
        }
        return path.matches("(?:.*/)?boot_id$") ? Optional.of("boot-id") : Optional.empty();
    }
}
