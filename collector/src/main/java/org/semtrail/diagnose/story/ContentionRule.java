package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.host.Amount;
import org.semtrail.correlate.story.CallTimes;
import org.semtrail.correlate.story.Moment.Kind;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Waits.Wait;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/** Threads of Java programs wait long for one semaphore, because others of them have it. */
final class ContentionRule implements StoryRule {
    private static final long LONG_MS = 1_000;

    @Override
    public List<StoryFinding> check(Story story) {
        Map<String, List<Wait>> byObject = new LinkedHashMap<>();
        story.waits().stream()
                .filter(w -> w.holder() != null && !w.inVain())
                .forEach(w -> byObject.computeIfAbsent(w.object(), o -> new ArrayList<>())
                        .add(w));
        List<List<Wait>> all = byObject.values().stream()
                .filter(waits -> total(waits) >= LONG_MS)
                .toList();
        return Capped.of(
                all, Comparator.comparingLong(ContentionRule::total).reversed(), waits -> finding(story, waits));
    }

    private static long total(List<Wait> waits) {
        return waits.stream().mapToLong(Wait::totalMs).sum();
    }

    private static StoryFinding finding(Story story, List<Wait> waits) {
        long total = total(waits);
        long count = waits.stream().mapToLong(Wait::count).sum();
        Wait most = waits.get(0);
        long from = waits.stream().mapToLong(Wait::from).min().orElseThrow();
        long to = waits.stream().mapToLong(Wait::to).max().orElseThrow();
        String set = most.object().substring(0, most.object().lastIndexOf(" #"));
        List<Shown> evidence = new ArrayList<>();
        waits.stream()
                .limit(4)
                .forEach(w -> evidence.add(new Shown(
                        Amount.of(w.count(), "wait") + ", " + CallTimes.words(w.totalMs()) + ": " + w.waiter()
                                + ", while it was last taken by " + w.holder() + " (" + w.howSure() + ")",
                        "recording",
                        Search.ids(
                                story,
                                m -> m.kind() == Kind.WAIT
                                        && set.equals(m.object())
                                        && w.waiterJvm().equals(m.actor())))));
        boolean much = total * 10 >= to - from;
        return new StoryFinding(
                "jvm-contention",
                much ? Severity.WARNING : Severity.NOTE,
                Amount.of(count, "wait") + ", " + CallTimes.words(total) + " together, for " + most.object()
                        + "; the longest "
                        + CallTimes.words(
                                waits.stream().mapToLong(Wait::maxMs).max().orElseThrow()) + ".",
                "One of them has the lock and the others stand still. The time is spent where the lock is held, which is what"
                        + " to make shorter. (If this semaphore is no lock but a signal, by which one thread hands work to"
                        + " others, then waiting for work is all that this is.)",
                most.holder() + " holds " + most.object() + " for long",
                most.howSure().equals("likely") ? Confidence.LIKELY : Confidence.POSSIBLE,
                evidence,
                List.of(new Step(
                        "Shorten what is done while the semaphore is held at " + most.holder() + ".", List.of())),
                "Yes, whenever both run at once.",
                List.of(
                        "a recording of every operation (threshold=0): what was taken without waiting is not told one by one"),
                from,
                to);
    }
}
