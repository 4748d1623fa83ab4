package org.semtrail.capture.offline;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of line that tells of the beginning or the end of processes, by what happened and not by whose words: what leaves
 * semaphores behind, or takes those of others away.
 *
 * @param mechanism killed, oom, stop-timeout, unclean, session-end, ipcrm, start or stop
 * @param pattern with groups pid and program where the line tells them
 */
public record LifeLine(String mechanism, Pattern pattern) {
    /** The first that fits wins. */
    public static final List<LifeLine> ALL = List.of(
            row("oom", "\\bKilled process (?<pid>\\d{1,9})[ ,(]+(?<program>[^),\\s]{1,40})"),
            row(
                    "oom",
                    "(?<program>\\S{1,60}\\.(?:service|scope)): A process of this unit has been killed by the OOM killer"),
            row("stop-timeout", "(?<program>\\S{1,60}\\.service): State '(?:stop|final)-\\S+' timed out\\. Killing"),
            row(
                    "stop-timeout",
                    "(?<program>\\S{1,60}\\.service)\\S* (?:stop\\S*|stopping) timed out\\. (?:Killing|Terminating)"),
            row(
                    "killed",
                    "(?<program>\\S{1,60}\\.service): Killing process (?<pid>\\d{1,9}) \\(.{1,40}\\) with signal SIGKILL"),
            row(
                    "killed",
                    "(?<program>\\S{1,60}\\.service): Main process exited, code=(?:killed|dumped), status=\\d+/\\w+"),
            row("killed", "\\bchild pid (?<pid>\\d{1,9}) exit signal (?:Killed|Segmentation fault|Aborted|Bus error)"),
            row("killed", "\\(PID (?<pid>\\d{1,9})\\) was terminated by signal (?:9|11|6|7)\\b"),
            row("killed", "\\b(?<program>[\\w.-]{1,40})\\[(?<pid>\\d{1,9})\\]: segfault at "),
            row("unclean", "pid file \\S+ overwritten -- Unclean shutdown"),
            row("unclean", "database system was (?:not properly shut down|interrupted)"),
            row("session-end", "\\bRemoved session (?:c?\\d+)\\b"),
            row("session-end", "\\b(?:Removed slice|Stopped).{1,20}User (?:Slice of UID|Manager for UID) \\d+"),
            row("ipcrm", "(?:COMMAND=|CMD \\(|[#$] ).{0,200}\\bipcrm\\b"),
            row("start", "resuming normal operations"),
            row("start", "database system is ready to accept connections"),
            row("stop", "caught SIG(?:TERM|WINCH), shutting down"),
            row(
                    "stop",
                    "(?:doing|Doing) graceful restart|raceful restart requested|SIGHUP received.{1,4}Attempting to restart"),
            row("stop", "received (?:fast|smart|immediate) shutdown request"),
            row("stop", "\\bdatabase system is shut down\\b"));

    private static LifeLine row(String mechanism, String pattern) {
        return new LifeLine(mechanism, Pattern.compile(pattern));
    }

    /** What a line tells; {@code program} and {@code pid} null where it does not say. */
    public record Told(String mechanism, String program, Integer pid) {}

    public static Optional<Told> in(String line) {
        for (LifeLine row : ALL) {
            Matcher m = row.pattern.matcher(line);
            if (m.find()) {
                String pid = group(m, "pid");
                return Optional.of(
                        new Told(row.mechanism, group(m, "program"), pid == null ? null : Integer.valueOf(pid)));
            }
        }
        return Optional.empty();
    }

    private static String group(Matcher m, String name) {
        return m.pattern().pattern().contains("(?<" + name + ">") ? m.group(name) : null;
    }

    /** Words of which each such line has one: so that the other lines of a huge log are not matched. */
    static final Anchors WORDS = new Anchors(List.of(
            "illed",
            "illing",
            "erminat",
            "timed out",
            "exit signal",
            "segfault",
            "overwritten",
            "database system",
            "session",
            "slice",
            "user manager",
            "ipcrm",
            "resuming",
            "caught sig",
            "raceful restart",
            "sighup received",
            "shutdown",
            "main process"));
}
