package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;

/**
 * A log tells that an IPC object was gone. Where the message says that it was removed (EIDRM) it was; EINVAL only says that
 * there is none by that id, which has other reasons, too (semop(2)).
 */
final class ObjectGoneRule implements StoryRule {
    /** Children that are just ending, of a server that stops or restarts, miss what their parent removed. */
    private static final long ENDING_MS = 10_000;

    private static final String LIMITS =
            "This is not a full table, and raising kernel.sem does not help. Somebody removed an object that was in use.";
    private static final String OPEN =
            "\"Invalid argument\" (EINVAL) says that the call's set is none: because somebody removed it, which is the opposite"
                    + " of a full table; or because the program never had it, or its set is smaller than it thinks. Only EIDRM"
                    + " (\"Identifier removed\") would tell that it was removed.";
    private static final String ENDING =
            " It came while that server was stopped or restarted: children that are just ending tell it, too, and then it is"
                    + " harmless.";

    @Override
    public List<StoryFinding> check(Story story) {
        // A line without a name may be of a JVM whose recording tells it, and more.
        boolean ofJvms = !new RemovedRule().check(story).isEmpty();
        List<Mark> removed = told(story, "set-removed", ofJvms);
        List<Mark> gone = told(story, "set-gone", ofJvms);
        if (removed.isEmpty() && gone.isEmpty()) {
            return List.of();
        }
        return List.of(finding(
                story,
                Stream.of(removed, gone).flatMap(List::stream).toList(),
                !removed.isEmpty() && !removed.stream().allMatch(m -> isEnding(story, m))));
    }

    private static List<Mark> told(Story story, String mechanism, boolean named) {
        return marks(story, mechanism).stream()
                .filter(m -> !named || isNamed(m))
                .toList();
    }

    private static List<Mark> marks(Story story, String mechanism) {
        return story.marks().stream()
                .filter(m -> m.mechanism().equals(mechanism))
                .toList();
    }

    private static boolean isNamed(Mark mark) {
        return mark.program() != null && !mark.program().equals("a program");
    }

    private static boolean isEnding(Story story, Mark mark) {
        return mark.atMs() != null
                && marks(story, "stop").stream()
                        .filter(stop -> stop.source().equals(mark.source()) && stop.atMs() != null)
                        .anyMatch(stop -> mark.atMs() >= stop.atMs() - ENDING_MS
                                && mark.lastMs() <= Math.max(stop.atMs(), stop.lastMs()) + ENDING_MS);
    }

    /** @param sure whether the messages say that it was removed, and not only that it is not there */
    private static StoryFinding finding(Story story, List<Mark> marks, boolean sure) {
        Mark first = marks.get(0);
        List<Mark> near = first.atMs() == null
                ? List.of()
                : Removers.near(story, first.atMs(), null, line -> mayRemove(line, first));
        boolean likely = !near.isEmpty() && Removers.isLikely(near.get(0), first.atMs());
        boolean lost = sure || likely || marks.stream().anyMatch(m -> isMissing(story, m));
        String cleanUp = lost ? cleanUp(story, first) : null;
        List<Shown> evidence = new ArrayList<>();
        marks.stream().limit(5).forEach(m -> evidence.add(NoRoomRule.of(story, m)));
        marks.stream()
                .limit(5)
                .map(m -> standing(story, m))
                .filter(Objects::nonNull)
                .forEach(evidence::add);
        near.forEach(m -> evidence.add(NoRoomRule.of(story, m)));
        return new StoryFinding(
                "live-set-removed",
                lost ? Severity.CRITICAL : Severity.WARNING,
                program(first) + (lost ? " lost" : " may have lost") + " an IPC object that it was using.",
                (lost ? LIMITS : OPEN) + (marks.stream().anyMatch(m -> isEnding(story, m)) ? ENDING : ""),
                near.isEmpty() ? cleanUp : Removers.words(near.get(0), first.atMs()),
                near.isEmpty() && cleanUp == null
                        ? Confidence.UNKNOWN
                        : likely ? Confidence.LIKELY : Confidence.POSSIBLE,
                evidence,
                Removers.steps(near),
                likely ? "Yes, each time that this happens." : "Not known as long as the remover is not.",
                settle(near, lost),
                first.atMs(),
                first.lastMs());
    }

    /** First no room, then an object gone: somebody cured the one with the other. Null where it was not so. */
    private static String cleanUp(Story story, Mark gone) {
        boolean full = marks(story, "no-room").stream()
                .anyMatch(m -> m.atMs() != null && gone.atMs() != null && m.atMs() <= gone.atMs());
        return full
                ? "somebody may have cleaned up with ipcrm after there was no room, and removed what was in use, too"
                : null;
    }

    private static String program(Mark mark) {
        return isNamed(mark) ? mark.program() : "A program";
    }

    private static List<String> settle(List<Mark> near, boolean lost) {
        List<String> open = new ArrayList<>(Removers.settle(near));
        if (!lost) {
            open.add(
                    0,
                    "whether the set of that id is there (ipcs -s), and whether a line before says that it was not made");
        }
        return open;
    }

    /** Whether a table that lists all sets, taken after the message, does not list the one that it names. */
    private static boolean isMissing(Story story, Mark mark) {
        return isAfter(story, mark) && isId(mark) && row(story, mark) == null;
    }

    private static boolean isAfter(Story story, Mark mark) {
        return story.tables() != null
                && story.tablesWhole()
                && story.tablesAt() != null
                && mark.lastMs() != null
                && story.tablesAt() > mark.lastMs();
    }

    private static boolean isId(Mark mark) {
        return mark.object() != null && mark.object().matches("\\d{2,10}");
    }

    private static boolean mayRemove(String ipcrm, Mark lost) {
        boolean isMemory = lost.text().toLowerCase(Locale.ROOT).matches(".*(?:shm|shared memory).*");
        return isMemory || IpcrmLine.mayRemove(ipcrm, isId(lost) ? semid(lost) : null);
    }

    /** Null for an id that no set can have. */
    private static Integer semid(Mark mark) {
        long id = Long.parseLong(mark.object());
        return id > Integer.MAX_VALUE ? null : Integer.valueOf((int) id);
    }

    private static Life row(Story story, Mark mark) {
        return story.tables().stream()
                .filter(l -> mark.object().equals("" + l.semid()))
                .findFirst()
                .orElse(null);
    }

    /** What a table says of the set that a message names; null where nothing. */
    private static Shown standing(Story story, Mark mark) {
        if (!isId(mark) || story.tables() == null) {
            return null;
        }
        Life row = row(story, mark);
        String set = "set " + mark.object();
        if (row == null) {
            return isAfter(story, mark) ? new Shown(set + " is not in the table any more", "table", List.of()) : null;
        }
        boolean before = row.born() != null && mark.atMs() != null && row.born() <= mark.atMs();
        return new Shown(
                set + " is in the table"
                        + (before
                                ? ", unchanged since before that: it was not removed"
                                : ": not removed, or made anew since"),
                "table",
                List.of());
    }
}
