package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.diagnose.RemoveIpcRule;
import org.semtrail.diagnose.story.StoryFinding.Step;

/** Who may have removed an object of others, as lines of logs tell it, and what to do about that. */
final class Removers {
    private static final long NEAR_MS = 120_000;

    /** Logs are cut to the second, and the clocks of two of them are a little apart. */
    private static final long CLOCKS_MS = 2_000;

    private static final String SESSION_END = "session-end";
    private static final String IPCRM = "ipcrm";

    /** A server finds out at its next use of what was removed. */
    private static final long LAST_SESSION_MS = 30_000;

    /** How soon who uses a set misses it, with the clocks of two logs. */
    private static final long COMMAND_MS = 10_000;

    /** Logind removes while systemd still ends the user's slice, which on a busy machine takes seconds more. */
    private static final long SLICE_MS = 10_000;

    private static final Pattern LAST_SESSION = Pattern.compile("Removed slice.{1,30}User Slice of UID (\\d{1,10})");

    /** SYS_UID_MAX is 999 (login.defs(5)). */
    private static final long FIRST_USER = 1_000;

    private Removers() {}

    /**
     * What removes sets of others, shortly before: the end of a user's last session (RemoveIPC), then what says less.
     *
     * @param owner of the set; null where not known
     * @param ipcrm whether a line with ipcrm may have removed it
     */
    static List<Mark> near(Story story, long at, Long owner, Predicate<String> ipcrm) {
        return story.marks().stream()
                .filter(m -> List.of(SESSION_END, IPCRM).contains(m.mechanism()))
                .filter(m -> m.atMs() != null && m.lastMs() != null)
                .filter(m -> !m.mechanism().equals(IPCRM) || ipcrm.test(m.text()))
                .filter(m -> m.atMs() <= at + (lastSessionOf(m) == null ? CLOCKS_MS : SLICE_MS)
                        && m.lastMs() >= at - NEAR_MS)
                .filter(m -> lastSessionOf(m) == null || mayRemove(lastSessionOf(m), owner))
                .sorted(Comparator.comparing(m -> lastSessionOf(m) == null))
                .limit(4)
                .toList();
    }

    /** Logind spares system users (logind.conf(5)), and whoever is not the owner. */
    private static boolean mayRemove(long uid, Long owner) {
        return uid >= FIRST_USER && (owner == null || owner == uid);
    }

    /** Whose last session ended; null where the line does not tell that. */
    static Long lastSessionOf(Mark mark) {
        Matcher slice = LAST_SESSION.matcher(mark.text());
        return mark.mechanism().equals(SESSION_END) && slice.find() ? Long.valueOf(slice.group(1)) : null;
    }

    /** The end of a last session, or a command with ipcrm, so short a time before that it most likely is the cause. */
    static boolean isLikely(Mark mark, Long goneMs) {
        long within =
                lastSessionOf(mark) != null ? LAST_SESSION_MS : mark.mechanism().equals(IPCRM) ? COMMAND_MS : -1;
        return goneMs != null && mark.atMs() != null && within >= 0 && mark.lastMs() >= goneMs - within;
    }

    /** Who that is, in words. */
    static String words(Mark near, Long goneMs) {
        boolean likely = isLikely(near, goneMs);
        if (likely && lastSessionOf(near) != null) {
            return "systemd-logind removed what a user owned when the last session of that user ended (RemoveIPC): "
                    + near.text();
        }
        if (near.mechanism().equals(SESSION_END)) {
            return "systemd-logind may have removed it, if this was the last session of its owner (RemoveIPC): "
                    + near.text();
        }
        return (likely
                        ? "it was removed with ipcrm, most likely, just before: "
                        : "somebody may have removed it with ipcrm: ")
                + near.text();
    }

    private static boolean isLogind(List<Mark> near) {
        return !near.isEmpty() && near.get(0).mechanism().equals(SESSION_END);
    }

    static List<Step> steps(List<Mark> near) {
        List<Step> steps = new ArrayList<>();
        if (isLogind(near)) {
            steps.add(new Step(
                    "Run the service as a system user, whom logind spares (useradd --system), or have logind leave IPC objects"
                            + " alone.",
                    RemoveIpcRule.KEEP));
            steps.add(new Step("Start again what lost its objects.", List.of("systemctl restart UNIT")));
            return steps;
        }
        if (!near.isEmpty() && near.get(0).mechanism().equals(IPCRM)) {
            steps.add(new Step(
                    "Let that command not run again: ipcrm by owner, or of all sets, takes those of programs that live, too."
                            + " Start again what lost its objects.",
                    List.of("systemctl restart UNIT")));
        }
        steps.add(new Step(
                "Look for who removes: systemd-logind at the end of a session, and scripts with ipcrm.",
                List.of(
                        "systemd-analyze cat-config systemd/logind.conf | grep -i RemoveIPC",
                        "grep -rs ipcrm /etc/cron* /etc/systemd/system /usr/local /root/.bash_history")));
        steps.add(
                new Step("Clean up with this instead of ipcrm: it leaves what is in use.", List.of("semtrail prune")));
        return steps;
    }

    static List<String> settle(List<Mark> near) {
        List<String> open =
                new ArrayList<>(List.of("a kernel trace of semctl(IPC_RMID), with the process that calls it"));
        if (near.isEmpty() || isLogind(near)) {
            open.add("the setting RemoveIPC of systemd-logind, and whether the owner is a system user");
        }
        return open;
    }
}
