package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.host.Amount;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Trouble;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/** Other calls that failed for a reason that an administrator can change: a row for each pair of calls and errno. */
final class RefusedRule implements StoryRule {
    private record Row(
            String id,
            List<String> calls,
            List<String> errnos,
            String what,
            String why,
            String step,
            List<String> commands) {
        boolean fits(Trouble t) {
            return calls.contains(t.sample().called()) && errnos.contains(t.errno());
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row(
                    "dev-shm-full",
                    List.of("sem_open", "shm_open", "ftruncate"),
                    List.of("ENOSPC", "ENOMEM"),
                    "no POSIX object could be made: /dev/shm is full",
                    "POSIX semaphores and shared memory are files in the tmpfs /dev/shm, which is full. The table of System V"
                            + " semaphores, and kernel.sem, have nothing to do with it.",
                    "See what fills it, and make it larger.",
                    List.of("df -h /dev/shm", "du -a /dev/shm | sort -n | tail")),
            new Row(
                    "shm-limit",
                    List.of("shmget"),
                    List.of("ENOSPC"),
                    "no shared-memory segment could be made: SHMMNI or SHMALL is used up",
                    "The look-alike of a full semaphore table: this one is about shared memory.",
                    "See who has the segments.",
                    List.of("semtrail list shm", "semtrail limits")),
            new Row(
                    "msg-limit",
                    List.of("msgget"),
                    List.of("ENOSPC"),
                    "no message queue could be made: MSGMNI is used up",
                    "The look-alike of a full semaphore table: this one is about message queues.",
                    "See who has the queues.",
                    List.of("semtrail list msg", "semtrail limits")),
            new Row(
                    "mqueue-limit",
                    List.of("mq_open"),
                    List.of("ENOSPC", "EMFILE"),
                    "no POSIX message queue could be made: fs.mqueue.queues_max is used up",
                    "POSIX queues have a limit of their own, for each IPC namespace.",
                    "See which there are.",
                    List.of("sysctl fs.mqueue.queues_max")),
            new Row(
                    "ipc-permission",
                    List.of("semget", "semop", "semtimedop", "semctl", "shmget", "shmat", "shmctl", "msgget", "msgctl"),
                    List.of("EACCES", "EPERM"),
                    "an object belongs to another user",
                    "The object exists, and its owner and mode do not admit this program: two users share a key, as a cron job"
                            + " and a web server do.",
                    "Compare owner and mode with the program's user.",
                    List.of("semtrail list")),
            new Row(
                    "operation-limit",
                    List.of("semop", "semtimedop", "semctl"),
                    List.of("E2BIG", "ERANGE", "EFBIG"),
                    "an operation is beyond a limit: SEMOPM, SEMVMX, or the number of semaphores in the set",
                    "Not a question of free room: this one call asks for more than is allowed.",
                    "Compare with the limits.",
                    List.of("semtrail limits")));

    @Override
    public List<StoryFinding> check(Story story) {
        List<StoryFinding> all = new ArrayList<>();
        for (Row row : ROWS) {
            Map<String, List<Trouble>> byJvm = new LinkedHashMap<>();
            story.troubles().stream()
                    .filter(row::fits)
                    .forEach(t -> byJvm.computeIfAbsent(t.jvm().key(), k -> new ArrayList<>())
                            .add(t));
            all.addAll(Capped.of(
                    List.copyOf(byJvm.values()),
                    Comparator.comparingLong(RefusedRule::count).reversed(),
                    t -> finding(story, row, t)));
        }
        return all;
    }

    private static long count(List<Trouble> troubles) {
        return troubles.stream().mapToLong(Trouble::count).sum();
    }

    private static StoryFinding finding(Story story, Row row, List<Trouble> troubles) {
        Trouble first = troubles.get(0);
        long count = count(troubles);
        List<Shown> evidence = new ArrayList<>();
        troubles.stream()
                .limit(5)
                .forEach(t -> evidence.add(new Shown(
                        t.sample().called() + " failed with " + t.errno() + " "
                                + Search.times(t.count(), t.firstMs(), t.lastMs()) + " at " + t.place(),
                        Search.source(t.jvm()),
                        Search.ids(story, Search.failures(t.jvm(), t.sample().called(), t.errno())))));
        return new StoryFinding(
                row.id(),
                Severity.WARNING,
                first.jvm().label() + ": " + Amount.of(count, "call") + " of "
                        + first.sample().called() + " failed with " + first.errno() + ": " + row.what() + ".",
                row.why(),
                row.what(),
                Confidence.LIKELY,
                evidence,
                List.of(new Step(row.step(), row.commands())),
                "Yes, until that is changed.",
                List.of(),
                troubles.stream().mapToLong(Trouble::firstMs).min().orElseThrow(),
                troubles.stream().mapToLong(Trouble::lastMs).max().orElseThrow());
    }
}
