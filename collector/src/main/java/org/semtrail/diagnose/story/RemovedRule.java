package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
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
    @Override
    public List<StoryFinding> check(Story story) {
        Map<String, List<Trouble>> bySet = new LinkedHashMap<>();
        story.troubles().stream()
                .filter(RemovedRule::isGone)
                .forEach(
                        t -> bySet.computeIfAbsent(t.object() + " of " + t.jvm().key(), o -> new ArrayList<>())
                                .add(t));
        Map<String, List<Removal>> removals = story.removals().stream().collect(Collectors.groupingBy(Removal::object));
        List<Loss> losses = bySet.values().stream()
                .map(t -> Loss.of(story, t, removals.getOrDefault(t.get(0).object(), List.of())))
                .toList();
        return Capped.of(
                losses.stream().filter(loss -> !loss.isAside(losses)).toList(),
                Comparator.comparing(Loss::isOwn),
                loss -> ofJvm(story, loss));
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
        Integer semid = Integer.valueOf(loss.object().substring(4));
        List<Mark> near =
                Removers.near(story, loss.fromMs(), owner(story, loss), line -> IpcrmLine.mayRemove(line, semid));
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
                        : near.isEmpty() && loss.ended() == null
                                ? Confidence.UNKNOWN
                                : !near.isEmpty() && Removers.isLikely(near.get(0), loss.fromMs())
                                        ? Confidence.LIKELY
                                        : Confidence.POSSIBLE,
                evidence(story, loss, near),
                by != null ? agree(by) : Removers.steps(near),
                by != null
                        ? "Yes, whenever both places of the code run in this order."
                        : "Not known as long as the remover is not.",
                by != null ? List.of() : Removers.settle(near),
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
            return Removers.words(near.get(0), loss.fromMs());
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

    /** The owner of the set, as a table tells it; null where none does. */
    private static Long owner(Story story, Loss loss) {
        return story.sets().stream()
                .filter(l -> loss.object().equals("sem " + l.semid()) && l.row().uid() != null)
                .filter(l -> loss.jvm().mayBeOf(l.ipcNs(), story.tablesBoot()))
                .map(l -> l.row().uid())
                .findFirst()
                .orElse(null);
    }

    private static List<Step> agree(Removal by) {
        return List.of(new Step(
                "Let only one place remove the set, after the last use; the one at " + by.place()
                        + " did it too early.",
                List.of()));
    }
}
