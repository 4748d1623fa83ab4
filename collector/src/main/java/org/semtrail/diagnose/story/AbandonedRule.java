package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.Amount;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.Story;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/**
 * Tables of another host show a semaphore at 0 that others wait for: whoever operated it last has it. Where that one is not
 * among the processes that ran, it took it without SEM_UNDO and ended (semop(2)). On a live host doctor tells it, and of JVMs
 * their recordings do.
 */
final class AbandonedRule implements StoryRule {
    @Override
    public List<StoryFinding> check(Story story) {
        // Of a live host, and of what list told on it, doctor tells who waits.
        boolean judged = story.running() == null && story.tableHome().namespaceTold();
        if (story.tables() == null || judged) {
            return List.of();
        }
        Set<Integer> ofJvms = HeldLockRule.sets(story);
        List<Life> stuck = story.tables().stream()
                .filter(l -> l.stuck() != null && l.stuck().pid() > 0 && !ofJvms.contains(l.semid()))
                .filter(l -> story.running() == null
                        || !story.running().contains(l.stuck().pid()))
                .toList();
        Comparator<Life> byWaiters = Comparator.comparingInt(l -> l.stuck().ncount());
        return Capped.of(stuck, byWaiters.reversed(), life -> finding(story, life));
    }

    private static StoryFinding finding(Story story, Life life) {
        Life.Stuck s = life.stuck();
        boolean dead = story.running() != null;
        String semaphore = "semaphore " + s.semnum() + " of set " + life.semid();
        List<Shown> evidence = new ArrayList<>();
        evidence.add(new Shown(
                "in the table: value 0, last operated by pid " + s.pid() + ", " + s.ncount() + " wait",
                "table",
                List.of()));
        if (dead) {
            evidence.add(new Shown("in the list of processes: no pid " + s.pid(), "ps", List.of()));
        }
        story.marks().stream()
                .filter(m -> m.pid() != null && m.pid() == s.pid())
                .limit(3)
                .forEach(m -> evidence.add(NoRoomRule.of(story, m)));
        return new StoryFinding(
                "abandoned-lock",
                dead ? Severity.CRITICAL : Severity.NOTE,
                Amount.of(s.ncount(), "call") + " waited for " + semaphore + ", and pid " + s.pid()
                        + ", which operated it last, "
                        + (dead ? "is not among the processes that ran." : "has it, if it is a lock."),
                dead
                        ? "The kernel gives back what a process holds only if it was taken with SEM_UNDO. Nobody else is meant"
                                + " to give back a lock, so those who wait will wait for ever."
                        : "That is usual for a lock that many want, as long as that process runs. If it does not, nobody gives"
                                + " it back.",
                dead
                        ? "pid " + s.pid() + " ended while it held " + semaphore + ", which it took without SEM_UNDO"
                        : null,
                dead ? Confidence.LIKELY : Confidence.UNKNOWN,
                evidence,
                dead ? remedy(life.semid()) : List.of(new Step("See whether it runs.", List.of("ps -fp " + s.pid()))),
                dead ? "Yes, whenever that program is ended between taking and giving back." : null,
                List.of("both again, one right after the other: ipcs -s -i " + life.semid() + ", and ps -fp "
                        + s.pid()),
                null,
                null);
    }

    /** What a lock's users need first; its set goes only when they are gone. */
    static List<Step> remedy(int semid) {
        return List.of(
                new Step("Stop the programs that use the set: see which.", List.of("semtrail show " + semid)),
                new Step(
                        "Only when none of them runs any more, and if the set has a key, by which they would find it again as"
                                + " it is: remove exactly this set. Then start them.",
                        List.of("semtrail show " + semid, "ipcrm -s " + semid)));
    }
}
