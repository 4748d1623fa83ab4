package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.correlate.story.JvmLine;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.Moment.Kind;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Hold;
import org.semtrail.correlate.story.Trouble;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/**
 * A JVM took a semaphore without SEM_UNDO, ended, and never gave it back; others wait, or gave up waiting. With SEM_UNDO the
 * kernel would have given it back (semop(2)).
 */
final class HeldLockRule implements StoryRule {
    /** A recording is written to once a second, as long as its JVM lives. */
    private static final long SILENT_MS = 3_000;

    /**
     * A semaphore that was held when its holder ended.
     *
     * @param taking null where only the table tells that it was taken
     * @param usedMs when anybody was last seen to operate the set with success
     */
    private record Held(JvmLine jvm, int semid, int semnum, SemOperation taking, long sinceMs, long usedMs) {
        static Held of(Hold hold) {
            long since = hold.taking().call().end().toEpochMilli();
            long used = hold.countedMs() == null ? since : Math.max(since, hold.countedMs());
            return new Held(hold.jvm(), hold.semid(), hold.semnum(), hold.taking(), since, used);
        }
    }

    /** A semaphore that was held, and what shows that others miss it. */
    private record Missed(Held held, List<Trouble> refused, Life.Stuck stuck) {
        long weight() {
            return refused.stream().mapToLong(Trouble::count).sum() + (stuck == null ? 0 : stuck.ncount());
        }
    }

    @Override
    public List<StoryFinding> check(Story story) {
        return Capped.of(
                all(story),
                Comparator.comparingLong(Missed::weight).reversed(),
                m -> finding(story, m.held(), m.refused(), m.stuck()));
    }

    /** Of which sets it tells. */
    static Set<Integer> sets(Story story) {
        return all(story).stream().map(m -> m.held().semid()).collect(Collectors.toSet());
    }

    private static List<Missed> all(Story story) {
        List<Missed> all = new ArrayList<>();
        Set<Integer> told = new HashSet<>();
        Map<String, List<Trouble>> refusals = story.troubles().stream()
                .filter(t -> t.errno().equals("EAGAIN") && t.object() != null)
                .collect(Collectors.groupingBy(Trouble::object));
        List<Life> stuck = story.tables() == null
                ? List.of()
                : story.tables().stream().filter(l -> l.stuck() != null).toList();
        for (Hold hold : story.holds()) {
            Missed missed = missed(story, Held.of(hold), refusals, stuck);
            boolean others = !missed.refused().isEmpty() || missed.stuck() != null;
            if (!hold.undo() && others && isEnded(story, hold.jvm())) {
                all.add(missed);
                told.add(hold.semid());
            }
        }
        ofTable(story, stuck).stream()
                .filter(h -> told.add(h.semid()))
                .forEach(h -> all.add(missed(story, h, refusals, stuck)));
        return all;
    }

    private static Missed missed(Story story, Held held, Map<String, List<Trouble>> refusals, List<Life> stuck) {
        return new Missed(
                held,
                refused(refusals.getOrDefault("sem " + held.semid(), List.of()), held),
                stuck(story, stuck, held));
    }

    /** Those that others wait for, last operated by a JVM of which nothing was heard for a while. */
    private static List<Held> ofTable(Story story, List<Life> stuck) {
        List<Held> all = new ArrayList<>();
        for (Life life : stuck) {
            story.jvms().stream()
                    .filter(j -> j.pid() != null && j.pid() == life.stuck().pid())
                    .filter(j -> j.mayBeOf(life.ipcNs(), story.tablesBoot()) && !isPidOfAnother(story, j))
                    .filter(j -> isEnded(story, j) && story.to() - j.lastMs() > SILENT_MS)
                    .forEach(j ->
                            all.add(new Held(j, life.semid(), life.stuck().semnum(), null, j.lastMs(), j.lastMs())));
        }
        return all;
    }

    /** A pid is given again, or once in each PID namespace, and then the table may mean the other one. */
    private static boolean isPidOfAnother(Story story, JvmLine jvm) {
        return story.processes().stream()
                .filter(p -> !p.key().equals(jvm.key()) && jvm.pid().equals(p.pid()))
                .anyMatch(p -> p.end() == null || p.end() >= jvm.firstMs());
    }

    private static boolean isEnded(Story story, JvmLine jvm) {
        return jvm.lastMs() <= story.asked().toMs()
                && story.processes().stream()
                        .filter(p -> p.key().equals(jvm.key()))
                        .noneMatch(p -> p.how().equals("alive"));
    }

    /** Whoever tried for a time and gave up, after the taking and after anybody else's last success. */
    private static List<Trouble> refused(List<Trouble> ofSet, Held hold) {
        return ofSet.stream()
                .filter(t -> t.semnums().contains(hold.semnum()) && t.jvm().sharesIds(hold.jvm()))
                .filter(t -> t.lastMs() >= hold.usedMs() && t.jvm() != hold.jvm())
                .toList();
    }

    /** What a captured table says of the semaphore: value 0 and somebody waits, its last user being the holder. */
    private static Life.Stuck stuck(Story story, List<Life> stuck, Held hold) {
        return stuck.stream()
                .filter(l -> l.semid() == hold.semid())
                .filter(l -> hold.jvm().mayBeOf(l.ipcNs(), story.tablesBoot()))
                .map(Life::stuck)
                .filter(s -> s.semnum() == hold.semnum() && mayBe(story, s, hold.jvm()))
                .findFirst()
                .orElse(null);
    }

    /** A table of the host has another number for a process that a container numbers itself. */
    private static boolean mayBe(Story story, Life.Stuck stuck, JvmLine jvm) {
        boolean same = isSame(stuck, jvm);
        return same || (jvm.isPidInside() && story.processes().stream().noneMatch(p -> isOf(stuck, p)));
    }

    private static boolean isSame(Life.Stuck stuck, JvmLine jvm) {
        return jvm.pid() == null || stuck.pid() == jvm.pid();
    }

    private static boolean isOf(Life.Stuck stuck, Story.Process process) {
        return process.pid() != null && process.pid() == stuck.pid();
    }

    private static Shown taken(Story story, Held hold, String place) {
        JvmLine jvm = hold.jvm();
        String semaphore = "semaphore " + hold.semnum() + " of set " + hold.semid();
        return hold.taking() == null
                ? new Shown(
                        jvm.label() + " operated " + semaphore
                                + " last, and without SEM_UNDO: with it the kernel would have"
                                + " given it back at its end",
                        "table",
                        List.of())
                : new Shown(
                        jvm.label() + " took " + semaphore + " at " + place + ", without SEM_UNDO, at "
                                + Search.time(hold.sinceMs()) + "; giving it back is not on record",
                        Search.source(jvm),
                        Search.ids(
                                story,
                                m -> jvm.key().equals(m.actor())
                                        && ("sem " + hold.semid()).equals(m.object())
                                        && m.kind() == Kind.WAIT));
    }

    private static Confidence confidence(Story story, Held hold, Life.Stuck stuck) {
        if (stuck != null && !isSame(stuck, hold.jvm())) {
            return Confidence.POSSIBLE;
        }
        return stuck != null && hold.taking() != null && !mayRun(story, hold.jvm())
                ? Confidence.CERTAIN
                : Confidence.LIKELY;
    }

    private static List<String> settle(Story story, Held hold, Life.Stuck stuck) {
        List<String> open = new ArrayList<>();
        if (hold.taking() == null) {
            open.add("the agent's option threshold=0: then each operation is told, with its place");
        } else if (stuck == null) {
            open.add("the semaphore's value and last pid while others wait: ipcs -s -i " + hold.semid());
        }
        if (mayRun(story, hold.jvm())) {
            open.add(
                    "whether " + hold.jvm().label()
                            + " runs still, and holds it: its recording was not finished, as of one that is copied while it runs");
        }
        return open;
    }

    /** Nothing tells that it ended but that its recording goes on no more, which may be for it was copied earlier. */
    private static boolean mayRun(Story story, JvmLine jvm) {
        return story.processes().stream()
                .filter(p -> p.key().equals(jvm.key()))
                .anyMatch(p -> p.how().equals("unknown"));
    }

    private static List<Step> remedy(Held hold) {
        List<Step> steps = new ArrayList<>(AbandonedRule.remedy(hold.semid()));
        steps.add(new Step("Take it with SEM_UNDO, and give it back in a finally block.", List.of()));
        return steps;
    }

    private static String place(Held hold) {
        return hold.taking() == null
                ? "a place that is not on record, for short operations are only counted"
                : hold.taking().frame().map(Object::toString).orElse("a place without Java stack");
    }

    private static StoryFinding finding(Story story, Held hold, List<Trouble> refused, Life.Stuck stuck) {
        JvmLine jvm = hold.jvm();
        String object = "sem " + hold.semid();
        String place = place(hold);
        List<Shown> evidence = new ArrayList<>();
        evidence.add(taken(story, hold, place));
        evidence.add(new Shown(
                jvm.label() + " ended, its recording was " + (jvm.leftOpen() ? "not finished" : "finished"),
                Search.source(jvm),
                Search.ids(story, m -> m.kind() == Kind.EXIT && jvm.key().equals(m.actor()))));
        refused.stream()
                .limit(5)
                .forEach(t -> evidence.add(new Shown(
                        t.jvm().label() + " gave up waiting for it " + Search.times(t.count(), t.firstMs(), t.lastMs())
                                + " at " + t.place(),
                        Search.source(t.jvm()),
                        Search.ids(
                                story,
                                m -> t.jvm().key().equals(m.actor())
                                        && object.equals(m.object())
                                        && "EAGAIN".equals(m.errno())))));
        if (stuck != null) {
            evidence.add(new Shown(
                    "in the table: value 0, last operated by pid " + stuck.pid()
                            + (isSame(stuck, jvm) ? "" : " (the host's number; its own one is " + jvm.pid() + ")")
                            + ", "
                            + stuck.ncount() + " wait",
                    "table",
                    List.of()));
        }
        return new StoryFinding(
                "jvm-lock-not-released",
                Severity.CRITICAL,
                "Nobody gets semaphore " + hold.semnum() + " of set " + hold.semid() + " any more: " + jvm.label()
                        + " ended while it held it.",
                "The kernel gives back what a process holds only if it was taken with SEM_UNDO. Whoever takes it next waits for"
                        + " ever.",
                jvm.label() + " was ended while it held the lock that it took at " + place,
                confidence(story, hold, stuck),
                evidence,
                remedy(hold),
                "Yes, whenever it is ended between taking and giving back at " + place + ".",
                settle(story, hold, stuck),
                hold.sinceMs(),
                refused.stream().mapToLong(Trouble::lastMs).max().orElse(hold.sinceMs()));
    }
}
