package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.correlate.story.Trouble;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/**
 * semget found its set too large (EINVAL): one set may have no more semaphores than SEMMSL, and a set that is there under the
 * key no fewer than are asked for (semget(2)). Which of both it is the limit and the table tell.
 */
final class SetTooLargeRule implements StoryRule {
    /**
     * One that was refused.
     *
     * @param nsems how many semaphores it asked for
     * @param key null where not told
     */
    private record Asked(
            String who, int nsems, Integer key, long count, boolean here, Shown evidence, Long from, Long to) {}

    @Override
    public List<StoryFinding> check(Story story) {
        Map<List<Object>, Asked> all = new LinkedHashMap<>();
        Stream.concat(ofJvms(story), ofLogs(story))
                .forEach(a -> all.putIfAbsent(List.of(a.who(), a.nsems(), "" + a.key()), a));
        return Capped.of(
                List.copyOf(all.values()),
                Comparator.comparingLong(Asked::count).reversed(),
                a -> finding(story, a));
    }

    private static Stream<Asked> ofJvms(Story story) {
        return story.troubles().stream()
                .filter(t -> t.errno().equals("EINVAL") && t.sample() instanceof SemGet)
                .map(t -> of(story, t, (SemGet) t.sample()));
    }

    private static Asked of(Story story, Trouble t, SemGet get) {
        Shown evidence = new Shown(
                "semget of " + get.nsems() + " semaphores failed with EINVAL "
                        + Search.times(t.count(), t.firstMs(), t.lastMs()) + " at " + t.place(),
                Search.source(t.jvm()),
                Search.ids(story, Search.failures(t.jvm(), "semget", "EINVAL")));
        boolean here = story.tableHome().has(t.jvm());
        return new Asked(t.jvm().label(), get.nsems(), get.key(), t.count(), here, evidence, t.firstMs(), t.lastMs());
    }

    private static Stream<Asked> ofLogs(Story story) {
        return story.marks().stream()
                .filter(m -> m.mechanism().equals("set-too-large") && m.nsems() != null)
                .map(m -> of(story, m));
    }

    private static Asked of(Story story, Mark m) {
        String who = m.program() == null || m.program().equals("a program") ? "A program" : m.program();
        Integer key = m.object() != null && m.object().matches("\\d{1,9}") ? Integer.valueOf(m.object()) : null;
        return new Asked(who, m.nsems(), key, m.count(), false, NoRoomRule.of(story, m), m.atMs(), m.lastMs());
    }

    private static StoryFinding finding(Story story, Asked asked) {
        Long most = story.limits().get("semmsl");
        boolean beyond = most != null && asked.nsems() > most;
        Life other = beyond ? null : smaller(story, asked);
        List<Shown> evidence = new ArrayList<>(List.of(asked.evidence()));
        if (most != null) {
            evidence.add(new Shown("SEMMSL = " + most + ", the first number of kernel.sem", "sysctl", List.of()));
        }
        if (other != null) {
            evidence.add(new Shown(
                    "set " + other.semid() + " of the same key has "
                            + other.row().nsems(),
                    "table",
                    List.of()));
        }
        return new StoryFinding(
                "set-too-large",
                Severity.WARNING,
                asked.who() + " asked for a set of " + asked.nsems()
                        + " semaphores and got \"Invalid argument\" (EINVAL).",
                "SEMMSL, the first number of kernel.sem, bounds the semaphores of one set; a set that exists under the key"
                        + " with fewer semaphores gives the same error. It is no question of room.",
                cause(asked, most, beyond, other),
                beyond || other != null
                        ? asked.here() ? Confidence.CERTAIN : Confidence.LIKELY
                        : most != null ? Confidence.POSSIBLE : Confidence.UNKNOWN,
                evidence,
                List.of(remedy(beyond, other)),
                "Yes, with each start, until that is changed.",
                beyond || other != null
                        ? List.of()
                        : List.of("the limits, sysctl kernel.sem, and the set that has the key, ipcs -s"),
                asked.from(),
                asked.to());
    }

    private static Life smaller(Story story, Asked asked) {
        return asked.key() == null || asked.key() == 0 || story.tables() == null
                ? null
                : story.tables().stream()
                        .filter(l -> asked.key().equals(l.row().key()))
                        .filter(l -> l.row().nsems() != null && l.row().nsems() < asked.nsems())
                        .findFirst()
                        .orElse(null);
    }

    private static String cause(Asked asked, Long most, boolean beyond, Life other) {
        if (beyond) {
            return "one set may have " + most + " semaphores (SEMMSL), and " + asked.nsems() + " were asked for";
        }
        if (other != null) {
            return "the set that has the key, " + other.semid() + ", has "
                    + other.row().nsems() + " semaphores, and " + asked.nsems() + " were asked for";
        }
        return most == null ? null : "a set that has the key with fewer semaphores, for SEMMSL allows " + most;
    }

    private static Step remedy(boolean beyond, Life other) {
        if (beyond) {
            return new Step(
                    "Raise the first number of kernel.sem (SEMMSL), with the fields in their right order.",
                    NoRoomAdvice.RAISE);
        }
        if (other != null) {
            return new Step(
                    "See whose set that is: another program with the same key, or an older version of this one. It may be in"
                            + " use.",
                    List.of("semtrail show " + other.semid()));
        }
        return new Step(
                "Compare with the limits and with the set that has the key.",
                List.of("semtrail limits", "semtrail list"));
    }
}
