package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.List;
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
    @Override
    public List<StoryFinding> check(Story story) {
        List<StoryFinding> all = new ArrayList<>();
        for (Hold hold : story.holds()) {
            boolean ended = isEnded(story, hold.jvm());
            List<Trouble> refused = refused(story, hold);
            Life.Stuck stuck = stuck(story, hold);
            if (!hold.undo() && ended && (!refused.isEmpty() || stuck != null)) {
                all.add(finding(story, hold, refused, stuck));
            }
        }
        return all;
    }

    private static boolean isEnded(Story story, JvmLine jvm) {
        return story.processes().stream()
                .filter(p -> p.key().equals(jvm.key()))
                .noneMatch(p -> p.how().equals("alive"));
    }

    /** Whoever tried for a time and gave up, after the holder was last heard of. */
    private static List<Trouble> refused(Story story, Hold hold) {
        long since = hold.taking().call().end().toEpochMilli();
        return story.troubles().stream()
                .filter(t -> t.errno().equals("EAGAIN") && ("sem " + hold.semid()).equals(t.object()))
                .filter(t -> t.lastMs() >= since && t.jvm() != hold.jvm())
                .toList();
    }

    /** What a captured table says of the semaphore: value 0 and somebody waits, its last user being the holder. */
    private static Life.Stuck stuck(Story story, Hold hold) {
        return story.tables() == null
                ? null
                : story.tables().stream()
                        .filter(l -> l.semid() == hold.semid() && l.stuck() != null)
                        .map(Life::stuck)
                        .filter(s -> s.semnum() == hold.semnum()
                                && (hold.jvm().pid() == null
                                        || s.pid() == hold.jvm().pid()))
                        .findFirst()
                        .orElse(null);
    }

    private static StoryFinding finding(Story story, Hold hold, List<Trouble> refused, Life.Stuck stuck) {
        JvmLine jvm = hold.jvm();
        String object = "sem " + hold.semid();
        long at = hold.taking().call().end().toEpochMilli();
        String place = hold.taking().frame().map(Object::toString).orElse("a place without Java stack");
        List<Shown> evidence = new ArrayList<>();
        evidence.add(new Shown(
                jvm.label() + " took semaphore " + hold.semnum() + " of set " + hold.semid() + " at " + place
                        + ", without SEM_UNDO, at " + Search.time(at) + "; giving it back is not on record",
                Search.source(jvm),
                Search.ids(
                        story,
                        m -> jvm.key().equals(m.actor()) && object.equals(m.object()) && m.kind() == Kind.WAIT)));
        evidence.add(new Shown(
                jvm.label() + " ended, its recording was " + (jvm.leftOpen() ? "not finished" : "finished"),
                Search.source(jvm),
                Search.ids(story, m -> m.kind() == Kind.EXIT && jvm.key().equals(m.actor()))));
        refused.forEach(t -> evidence.add(new Shown(
                t.jvm().label() + " gave up waiting for it " + Search.times(t.count(), t.firstMs(), t.lastMs()) + " at "
                        + t.place(),
                Search.source(t.jvm()),
                Search.ids(
                        story,
                        m -> t.jvm().key().equals(m.actor())
                                && object.equals(m.object())
                                && "EAGAIN".equals(m.errno())))));
        if (stuck != null) {
            evidence.add(new Shown(
                    "in the table: value 0, last operated by pid " + stuck.pid() + ", " + stuck.ncount() + " wait",
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
                stuck != null ? Confidence.CERTAIN : Confidence.LIKELY,
                evidence,
                List.of(
                        new Step(
                                "Stop the programs that use the set, then start them again; if the set has a key, remove exactly"
                                        + " this set in between.",
                                List.of("semtrail show " + hold.semid(), "ipcrm -s " + hold.semid())),
                        new Step("Take it with SEM_UNDO, and give it back in a finally block.", List.of())),
                "Yes, whenever it is ended between taking and giving back at " + place + ".",
                stuck != null
                        ? List.of()
                        : List.of("the semaphore's value and last pid while others wait: ipcs -s -i " + hold.semid()),
                at,
                refused.stream().mapToLong(Trouble::lastMs).max().orElse(at));
    }
}
