package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.host.Amount;
import org.semtrail.correlate.story.JvmLine;
import org.semtrail.correlate.story.Moment.Kind;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.correlate.story.Story.Removal;
import org.semtrail.correlate.story.Trouble;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/**
 * A set was gone while a program used it: EIDRM for who waited, EINVAL for who came later (semop(2)). The opposite of a full
 * table, and cured by nothing that cures that.
 */
final class RemovedRule implements StoryRule {
    private static final long NEAR_MS = 120_000;

    /** Clocks of two JVMs' recordings are read a little apart. */
    private static final long CLOCKS_MS = 1_000;

    /** What one JVM missed of one set. */
    private record Loss(JvmLine jvm, String object, List<Trouble> troubles, Removal by) {
        static Loss of(Story story, List<Trouble> troubles) {
            Trouble first = troubles.get(0);
            long from = troubles.stream().mapToLong(Trouble::firstMs).min().orElseThrow();
            // The last removal before the first failure. Whoever cleans up later finds nothing more to remove.
            Removal by = story.removals().stream()
                    .filter(r -> r.object().equals(first.object()) && r.ipcNs() == ns(first.jvm()))
                    .filter(r -> r.atMs() <= from + CLOCKS_MS)
                    .max(Comparator.comparing(Removal::atMs))
                    .orElse(null);
            return new Loss(first.jvm(), first.object(), troubles, by);
        }

        boolean isOwn() {
            return by != null && by.jvm() == jvm;
        }

        boolean isOf(Removal removal) {
            return by != null && by.equals(removal);
        }
    }

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
                .filter(loss -> !loss.isOwn() || !hasVictims(losses, loss.by()))
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

    /** Then that the remover misses the set, too, is not what broke. */
    private static boolean hasVictims(List<Loss> losses, Removal by) {
        return losses.stream().anyMatch(l -> l.isOf(by) && !l.isOwn());
    }

    private static boolean isGone(Trouble t) {
        boolean used = t.object() != null
                && t.object().startsWith("sem ")
                && !t.sample().called().equals("semget");
        return used && (t.errno().equals("EIDRM") || (t.errno().equals("EINVAL") && t.known()));
    }

    private static StoryFinding ofJvm(Story story, Loss loss) {
        JvmLine jvm = loss.jvm();
        String object = loss.object();
        List<Trouble> troubles = loss.troubles();
        Removal by = loss.by();
        long from = troubles.stream().mapToLong(Trouble::firstMs).min().orElseThrow();
        long to = troubles.stream().mapToLong(Trouble::lastMs).max().orElseThrow();
        long count = troubles.stream().mapToLong(Trouble::count).sum();
        List<Shown> evidence = new ArrayList<>();
        troubles.forEach(t -> evidence.add(new Shown(
                t.sample().called() + " failed with " + t.errno() + " "
                        + Search.times(t.count(), t.firstMs(), t.lastMs()) + " at " + t.place(),
                Search.source(jvm),
                Search.ids(
                        story,
                        m -> object.equals(m.object())
                                && t.errno().equals(m.errno())
                                && jvm.key().equals(m.actor())))));
        if (by != null) {
            evidence.add(new Shown(
                    by.jvm().label() + " removed it at " + Search.time(by.atMs()) + ", at " + by.place(),
                    Search.source(by.jvm()),
                    Search.ids(story, m -> m.kind() == Kind.REMOVE && object.equals(m.object()))));
        }
        List<Mark> near = near(story, from);
        near.forEach(m -> evidence.add(NoRoomRule.of(story, m)));
        return new StoryFinding(
                "jvm-set-removed",
                Severity.CRITICAL,
                jvm.label() + " lost semaphore set " + object.substring(4) + " while it used it: "
                        + Amount.of(count, "call") + " failed since " + Search.time(from) + ".",
                "This is not a full table, and raising kernel.sem does not help. Somebody removed a set that was in use: who"
                        + " waited on it got EIDRM, who came later EINVAL.",
                by != null
                        ? (loss.isOwn()
                                        ? jvm.label() + " removed the set itself, at "
                                        : by.jvm().label() + " removed it, at ")
                                + by.place()
                        : near.isEmpty() ? null : remover(near.get(0)),
                by != null ? Confidence.CERTAIN : near.isEmpty() ? Confidence.UNKNOWN : Confidence.POSSIBLE,
                evidence,
                by != null ? agree(by) : search(),
                by != null
                        ? "Yes, whenever both places of the code run in this order."
                        : "Not known as long as the remover is not.",
                by != null ? List.of() : settle(),
                from,
                to);
    }

    private static long ns(JvmLine jvm) {
        return jvm.status() == null ? 0 : jvm.status().ipcNs();
    }

    private static StoryFinding ofLog(Story story, List<Mark> marks) {
        Long at = marks.get(0).atMs();
        List<Mark> near = at == null ? List.of() : near(story, at);
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
                near.isEmpty() ? Confidence.UNKNOWN : Confidence.LIKELY,
                evidence,
                search(),
                near.isEmpty() ? "Not known as long as the remover is not." : "Yes, each time that this happens.",
                settle(),
                at,
                marks.get(0).lastMs());
    }

    /** What removes sets of others, shortly before: the end of a session (RemoveIPC), ipcrm. */
    private static List<Mark> near(Story story, long at) {
        return story.marks().stream()
                .filter(m -> List.of("session-end", "ipcrm").contains(m.mechanism()))
                .filter(m -> m.lastMs() != null && m.lastMs() <= at + NEAR_MS && m.lastMs() >= at - NEAR_MS)
                .limit(4)
                .toList();
    }

    private static String remover(Mark near) {
        String what = near.mechanism().equals("session-end")
                ? "systemd-logind removed what a user owned when the last session of that user ended (RemoveIPC): "
                : "somebody removed it with ipcrm: ";
        return what + near.text();
    }

    private static List<Step> agree(Removal by) {
        return List.of(new Step(
                "Let only one place remove the set, after the last use; the one at " + by.place()
                        + " did it too early.",
                List.of()));
    }

    private static List<Step> search() {
        return List.of(
                new Step(
                        "Look for who removes: systemd-logind at the end of a session, and scripts with ipcrm.",
                        List.of(
                                "systemd-analyze cat-config systemd/logind.conf | grep -i RemoveIPC",
                                "grep -rs ipcrm /etc/cron* /etc/systemd/system /usr/local /root/.bash_history")),
                new Step("Clean up with this instead of ipcrm: it leaves what is in use.", List.of("semtrail prune")));
    }

    private static List<String> settle() {
        return List.of(
                "a kernel trace of semctl(IPC_RMID), with the process that calls it",
                "the setting RemoveIPC of systemd-logind, and whether the owner is a system user");
    }
}
