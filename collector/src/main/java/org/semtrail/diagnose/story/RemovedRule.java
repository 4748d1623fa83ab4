package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.correlate.story.Moment.Kind;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.correlate.story.Story.Removal;
import org.semtrail.correlate.story.Trouble;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.RemoveIpcRule;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/**
 * A set was gone while a program used it: EIDRM for who waited, EINVAL for who came later (semop(2)). The opposite of a full
 * table, and cured by nothing that cures that.
 */
final class RemovedRule implements StoryRule {
    private static final long NEAR_MS = 120_000;

    /** Logs are cut to the second, and the clocks of two of them are a little apart. */
    private static final long CLOCKS_MS = 2_000;

    private static final String SESSION_END = "session-end";
    /** Logind removes while systemd still ends the user's slice, which on a busy machine takes seconds more. */
    private static final long SLICE_MS = 10_000;

    private static final Pattern LAST_SESSION = Pattern.compile("Removed slice.{1,30}User Slice of UID (\\d{1,10})");

    /** SYS_UID_MAX is 999 (login.defs(5)). */
    private static final long FIRST_USER = 1_000;

    @Override
    public List<StoryFinding> check(Story story) {
        Map<String, List<Trouble>> bySet = new LinkedHashMap<>();
        story.troubles().stream()
                .filter(RemovedRule::isGone)
                .forEach(
                        t -> bySet.computeIfAbsent(t.object() + " of " + t.jvm().key(), o -> new ArrayList<>())
                                .add(t));
        List<Loss> losses = bySet.values().stream().map(t -> Loss.of(story, t)).toList();
        List<StoryFinding> all = new ArrayList<>();
        losses.stream()
                .filter(loss -> !loss.isAside(losses))
                .sorted(Comparator.comparing(Loss::isOwn))
                .limit(20)
                .forEach(loss -> all.add(ofJvm(story, loss)));
        List<Mark> marks = story.marks().stream()
                .filter(m -> m.mechanism().equals("set-removed"))
                .toList();
        if (!marks.isEmpty() && all.isEmpty()) {
            all.add(ofLog(story, marks));
        }
        return all;
    }

    private static boolean isGone(Trouble t) {
        boolean used = t.object() != null
                && t.object().startsWith("sem ")
                && !t.sample().called().equals("semget")
                && !isRemoval(t.sample());
        return used && (t.errno().equals("EIDRM") || (t.errno().equals("EINVAL") && t.known()));
    }

    /** Who removes a set that is gone already did not use it. */
    private static boolean isRemoval(OfCall call) {
        return call instanceof SemControl control && control.command().equals("IPC_RMID");
    }

    private static StoryFinding ofJvm(Story story, Loss loss) {
        Removal by = loss.by();
        List<Mark> near = near(story, loss.fromMs(), owner(story, loss));
        return new StoryFinding(
                "jvm-set-removed",
                Severity.CRITICAL,
                loss.jvm().label() + " lost semaphore set " + loss.object().substring(4) + " while it used it: "
                        + Amount.of(loss.count(), "call") + " failed since " + Search.time(loss.fromMs()) + ".",
                "This is not a full table, and raising kernel.sem does not help. Somebody removed a set that was in use: who"
                        + " waited on it got EIDRM, who came later EINVAL.",
                cause(loss, near),
                by != null
                        ? Confidence.CERTAIN
                        : near.isEmpty() && loss.ended() == null ? Confidence.UNKNOWN : Confidence.POSSIBLE,
                evidence(story, loss, near),
                by != null ? agree(by) : steps(near),
                by != null
                        ? "Yes, whenever both places of the code run in this order."
                        : "Not known as long as the remover is not.",
                by != null ? List.of() : settle(near),
                loss.fromMs(),
                loss.toMs());
    }

    private static String cause(Loss loss, List<Mark> near) {
        if (loss.isOwn()) {
            return loss.jvm().label() + " removed the set itself, at "
                    + loss.by().place();
        }
        if (loss.by() != null) {
            return loss.by().jvm().label() + " removed it, at " + loss.by().place();
        }
        if (!near.isEmpty()) {
            return remover(near.get(0));
        }
        return loss.ended() == null
                ? null
                : loss.ended().label()
                        + ", which used the set too, ended in that moment: what it does at its end may have"
                        + " removed it";
    }

    private static List<Shown> evidence(Story story, Loss loss, List<Mark> near) {
        List<Shown> evidence = new ArrayList<>();
        String object = loss.object();
        loss.troubles()
                .forEach(t -> evidence.add(new Shown(
                        t.sample().called() + " failed with " + t.errno() + " "
                                + Search.times(t.count(), t.firstMs(), t.lastMs()) + " at " + t.place(),
                        Search.source(loss.jvm()),
                        Search.ids(
                                story,
                                m -> object.equals(m.object())
                                        && t.errno().equals(m.errno())
                                        && loss.jvm().key().equals(m.actor())))));
        Removal by = loss.by();
        if (by != null) {
            evidence.add(new Shown(
                    by.jvm().label() + " removed it at " + Search.time(by.atMs()) + ", at " + by.place(),
                    Search.source(by.jvm()),
                    Search.ids(story, m -> m.kind() == Kind.REMOVE && object.equals(m.object()))));
        }
        if (loss.ended() != null) {
            evidence.add(new Shown(
                    "the recording of " + loss.ended().label() + " ends at "
                            + Search.time(loss.ended().lastMs())
                            + "; what a JVM does while it shuts down may be missing in it",
                    Search.source(loss.ended()),
                    Search.ids(
                            story,
                            m -> m.kind() == Kind.EXIT && loss.ended().key().equals(m.actor()))));
        }
        near.forEach(m -> evidence.add(NoRoomRule.of(story, m)));
        return evidence;
    }

    private static StoryFinding ofLog(Story story, List<Mark> marks) {
        Long at = marks.get(0).atMs();
        List<Mark> near = at == null ? List.of() : near(story, at, null);
        boolean likely = !near.isEmpty() && lastSessionOf(near.get(0)) != null;
        List<Shown> evidence = new ArrayList<>();
        marks.stream().limit(5).forEach(m -> evidence.add(NoRoomRule.of(story, m)));
        near.forEach(m -> evidence.add(NoRoomRule.of(story, m)));
        return new StoryFinding(
                "live-set-removed",
                Severity.CRITICAL,
                (marks.get(0).program() == null || marks.get(0).program().equals("a program")
                                ? "A program"
                                : marks.get(0).program())
                        + " lost an IPC object that it was using.",
                "This is not a full table, and raising kernel.sem does not help. Somebody removed an object that was in use.",
                near.isEmpty() ? null : remover(near.get(0)),
                near.isEmpty() ? Confidence.UNKNOWN : likely ? Confidence.LIKELY : Confidence.POSSIBLE,
                evidence,
                steps(near),
                likely ? "Yes, each time that this happens." : "Not known as long as the remover is not.",
                settle(near),
                at,
                marks.get(0).lastMs());
    }

    /**
     * What removes sets of others, shortly before: the end of a user's last session (RemoveIPC), then what says less.
     *
     * @param owner of the set; null where not known
     */
    private static List<Mark> near(Story story, long at, Long owner) {
        return story.marks().stream()
                .filter(m -> List.of(SESSION_END, "ipcrm").contains(m.mechanism()))
                .filter(m -> m.atMs() != null && m.lastMs() != null)
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
    private static Long lastSessionOf(Mark mark) {
        Matcher slice = LAST_SESSION.matcher(mark.text());
        return mark.mechanism().equals(SESSION_END) && slice.find() ? Long.valueOf(slice.group(1)) : null;
    }

    /** The owner of the set, as a table tells it; null where none does. */
    private static Long owner(Story story, Loss loss) {
        return story.sets().stream()
                .filter(l -> loss.object().equals("sem " + l.semid()) && l.row().uid() != null)
                .filter(l -> loss.jvm().mayBeOf(l.ipcNs(), story.tablesBoot()))
                .map(l -> l.row().uid())
                .findFirst()
                .orElse(null);
    }

    private static String remover(Mark near) {
        if (lastSessionOf(near) != null) {
            return "systemd-logind removed what a user owned when the last session of that user ended (RemoveIPC): "
                    + near.text();
        }
        return (near.mechanism().equals(SESSION_END)
                        ? "systemd-logind may have removed it, if this was the last session of its owner (RemoveIPC): "
                        : "somebody may have removed it with ipcrm: ")
                + near.text();
    }

    private static List<Step> agree(Removal by) {
        return List.of(new Step(
                "Let only one place remove the set, after the last use; the one at " + by.place()
                        + " did it too early.",
                List.of()));
    }

    private static boolean isLogind(List<Mark> near) {
        return !near.isEmpty() && near.get(0).mechanism().equals(SESSION_END);
    }

    private static List<Step> steps(List<Mark> near) {
        List<Step> steps = new ArrayList<>();
        if (isLogind(near)) {
            steps.add(new Step(
                    "Run the service as a system user, whom logind spares (useradd --system), or have logind leave IPC objects"
                            + " alone.",
                    RemoveIpcRule.KEEP));
            steps.add(new Step("Start again what lost its objects.", List.of("systemctl restart UNIT")));
            return steps;
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

    private static List<String> settle(List<Mark> near) {
        List<String> open =
                new ArrayList<>(List.of("a kernel trace of semctl(IPC_RMID), with the process that calls it"));
        if (near.isEmpty() || isLogind(near)) {
            open.add("the setting RemoveIPC of systemd-logind, and whether the owner is a system user");
        }
        return open;
    }
}
