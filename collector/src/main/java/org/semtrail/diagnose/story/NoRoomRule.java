package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semtrail.capture.host.Amount;
import org.semtrail.correlate.story.Moment.Kind;
import org.semtrail.correlate.story.Site;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.Holders.Shape;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/**
 * semget found no room (ENOSPC), or soon will: who was refused, who has the sets, and whether that is a leak or honest
 * demand. The victim is often not the consumer.
 */
final class NoRoomRule implements StoryRule {
    /** Who writes a message that many programs have. */
    private static final String NAMELESS = "a program";

    @Override
    public List<StoryFinding> check(Story story) {
        List<Site> refused = story.sites().stream().filter(s -> s.refused() > 0).toList();
        List<Mark> marks = story.marks().stream()
                .filter(m -> m.mechanism().equals("no-room"))
                .toList();
        Holders holders = Holders.of(story);
        if (refused.isEmpty() && marks.isEmpty() && !(holders.inside() && holders.isNearlyFull())) {
            return List.of();
        }
        return List.of(finding(story, refused, marks, holders));
    }

    private static StoryFinding finding(Story story, List<Site> refused, List<Mark> marks, Holders holders) {
        Shape left = holders.left();
        boolean jvmLeak = holders.leaked() > 0;
        boolean jvmFirst = jvmLeak && (left == null || holders.leaked() >= left.left());
        boolean fails = !refused.isEmpty() || !marks.isEmpty() || holders.isFull();
        List<Mark> killed = story.marks().stream()
                .filter(m -> List.of("killed", "oom", "stop-timeout", "unclean").contains(m.mechanism()))
                .toList();
        return new StoryFinding(
                fails ? "sem-sets-exhausted" : "near-exhaustion",
                fails ? Severity.CRITICAL : Severity.WARNING,
                fails ? victims(refused, marks) + use(holders) : near(holders),
                "No disk is full. The kernel's table of semaphore sets is"
                        + (fails ? "" : ", nearly")
                        + " (SEMMNI, the fourth number of kernel.sem; or SEMMNS, the second): whoever needs one set more is"
                        + " refused, whichever program has the others.",
                cause(holders, left, jvmFirst, killed),
                confidence(story, holders, left, jvmFirst, killed),
                evidence(story, refused, marks, holders, killed),
                remedy(holders, left, jvmFirst),
                again(holders, left, jvmFirst),
                settle(story, holders, left),
                from(refused, marks, true),
                from(refused, marks, false));
    }

    private static String victims(List<Site> refused, List<Mark> marks) {
        Stream<String> ofLogs = marks.stream().map(Mark::program).filter(Objects::nonNull);
        List<String> who = Stream.concat(
                        ofLogs.distinct().limit(4),
                        refused.stream().map(s -> s.jvm().label()).distinct().limit(4))
                .toList();
        List<String> known = who.stream().filter(w -> !w.equals(NAMELESS)).toList();
        return who.isEmpty()
                ? "The table of semaphore sets is full"
                : listed(known.isEmpty() ? List.of("A program") : known)
                        + " got no semaphore set: \"No space left on device\" (ENOSPC)";
    }

    /** "Apache httpd, Zabbix and JVM (pid 5)". */
    private static String listed(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    private static String near(Holders h) {
        return h.used() + " of " + h.limit() + " semaphore sets are used, " + h.used() * 100 / h.limit() + " %.";
    }

    private static String use(Holders h) {
        if (h.used() == null || h.limit() == null) {
            return ".";
        }
        String when = h.inside() ? "" : h.at() == null ? "" : ", at " + Search.time(h.at());
        return (h.inside() && h.isFull() ? "; " : "; when the table was captured" + when + ", ") + h.used() + " of "
                + h.limit() + " sets were taken.";
    }

    private static String cause(Holders h, Shape left, boolean jvmFirst, List<Mark> killed) {
        List<String> causes = new ArrayList<>();
        if (jvmFirst) {
            causes.add(leakWords(h));
        }
        if (left != null) {
            causes.add(left.programs() + " left " + Amount.of(left.left(), left.dead() > 0 ? "dead set" : "set")
                    + (left.generations() > 1 ? ", from " + left.generations() + " starts or so" : "")
                    + (killed.isEmpty() ? "" : ": they were ended without a chance to clean up"));
        }
        if (!jvmFirst && h.leaked() > 0) {
            causes.add(leakWords(h));
        }
        if (h.isDemand()) {
            causes.add("honest demand: " + h.inUse() + " of " + Amount.of(h.used(), "set")
                    + " are in use by programs that run, so the limit is too low for this host");
        }
        return causes.isEmpty() ? null : String.join("; and ", causes);
    }

    private static String leakWords(Holders h) {
        Site most = h.leaks().get(0);
        return most.jvm().label() + " leaks: " + Amount.of(most.left(), "set") + " made at " + most.place()
                + " and never removed"
                + (most.earlier() == 0 ? "" : ", " + most.earlier() + " of them before the time that is asked for")
                + (h.alike() == 0
                        ? ""
                        : ", and " + h.alike()
                                + " more of the same owner and shape that its recording does not tell of");
    }

    private static Confidence confidence(Story story, Holders h, Shape left, boolean jvmFirst, List<Mark> killed) {
        if (jvmFirst) {
            boolean seen = h.leaks().stream()
                    .noneMatch(s -> s.inferred() || !story.tableHome().has(s.jvm()));
            return seen && h.isFull() && (h.leaked() + h.alike()) * 2 >= h.limit()
                    ? Confidence.CERTAIN
                    : Confidence.LIKELY;
        }
        if (left != null && left.dead() > 0) {
            return h.limit() != null && left.orphans() * 2L >= h.limit() ? Confidence.CERTAIN : Confidence.LIKELY;
        }
        if (left != null) {
            return killed.isEmpty() ? Confidence.POSSIBLE : Confidence.LIKELY;
        }
        return h.isDemand() ? Confidence.LIKELY : Confidence.UNKNOWN;
    }

    private static List<Shown> evidence(
            Story story, List<Site> refused, List<Mark> marks, Holders h, List<Mark> killed) {
        List<Shown> all = new ArrayList<>();
        refused.stream()
                .limit(5)
                .forEach(s -> all.add(new Shown(
                        s.jvm().label() + " was refused " + Amount.of(s.refused(), "time") + " at " + s.stack(),
                        Search.source(s.jvm()),
                        Search.ids(story, Search.failures(s.jvm(), s.sample().called(), "ENOSPC")))));
        marks.stream().limit(5).forEach(m -> all.add(of(story, m)));
        if (h.used() != null) {
            all.add(new Shown(
                    Amount.of(h.used(), "set") + " in the table, of "
                            + (h.limit() == null ? "a limit that is not known" : h.limit() + " that it can have"),
                    "table",
                    Search.ids(story, m -> m.kind() == Kind.TABLE)));
        } else if (h.limit() != null) {
            all.add(new Shown("SEMMNI = " + h.limit() + " (kernel.sem)", "sysctl", List.of()));
        }
        h.leaks().stream()
                .limit(3)
                .forEach(s -> all.add(new Shown(
                        made(s),
                        Search.source(s.jvm()),
                        Search.ids(
                                story,
                                m -> m.kind() == Kind.CREATE && s.jvm().key().equals(m.actor())))));
        h.others().stream().limit(4).forEach(s -> all.add(new Shown("in the table: " + s.words(), "table", List.of())));
        killed.stream().limit(4).forEach(m -> all.add(of(story, m)));
        return all;
    }

    private static String made(Site s) {
        String before = s.earlier() == 0
                ? ""
                : "; before the time that is asked for it had made " + s.earlier() + " more that nobody removed";
        return s.jvm().label() + " made " + Amount.of(s.made(), "set") + " at " + s.place() + " and removed "
                + s.removed() + before;
    }

    static Shown of(Story story, Mark mark) {
        return new Shown(
                mark.text() + (mark.count() > 1 ? " (" + mark.count() + " times)" : ""),
                mark.source(),
                Search.ids(
                        story, m -> mark.source().equals(m.source()) && m.text().endsWith(mark.text())));
    }

    private static List<Step> remedy(Holders h, Shape left, boolean jvmFirst) {
        if (h.isDemand()) {
            return List.of(raise("Raise the limit"));
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                "Make room: see which sets are certainly dead, and why, then remove those and no other. Not ipcrm by owner: it"
                        + " takes the sets of those that live, too.",
                List.of("semtrail prune", "semtrail prune --apply")));
        if (h.leaked() > 0) {
            steps.add(new Step(
                    "Repair the leak at " + h.leaks().get(0).place()
                            + ": remove a set when it is done with, or make one and keep it. Until then restart that program"
                            + " before the table is full, and prune after it.",
                    List.of()));
        }
        if (left != null) {
            steps.add(new Step(
                    "Let whatever stops the programs of " + left.owner()
                            + " give them time to end by themselves, and prune before each start.",
                    List.of("systemctl show -p TimeoutStopUSec,KillMode,ExecStopPost UNIT")));
        }
        if (!jvmFirst && left == null) {
            steps.add(raise("If all sets are in use, this is honest demand: raise the limit"));
        }
        return steps;
    }

    private static Step raise(String what) {
        return new Step(
                what + ", the fourth number of kernel.sem, with the fields in their right order.",
                List.of(
                        "semtrail limits recommend > /etc/sysctl.d/90-semaphores.conf",
                        "sysctl -p /etc/sysctl.d/90-semaphores.conf"));
    }

    private static String again(Holders h, Shape left, boolean jvmFirst) {
        if (jvmFirst) {
            Site most = h.leaks().get(0);
            if (most.made() == 0) {
                return "Not known: " + most.jvm().label()
                        + " made no set in the time that is asked for, those that it left are of before.";
            }
            String each = LeakRule.rate(most);
            long minutes =
                    h.limit() == null ? 0 : (long) Math.ceil(h.limit() / Math.max(0.01, Double.parseDouble(each)));
            return "Yes: " + most.jvm().label() + " makes " + each + " sets a minute and removes none"
                    + (h.limit() == null
                            ? "."
                            : ", so that even an empty table of " + h.limit() + " is full after "
                                    + Amount.of(minutes, "minute") + ".");
        }
        if (left != null) {
            return "Yes, with every further start that ends the same way.";
        }
        return h.isDemand()
                ? "Yes, until the limit is raised: whoever starts next needs sets, too."
                : "Not known: it was not seen who took the sets.";
    }

    private static List<String> settle(Story story, Holders h, Shape left) {
        List<String> open = new ArrayList<>();
        if (story.tables() == null) {
            open.add("the table at the time: a copy of /proc/sysvipc/sem, or ipcs -s -t");
        }
        if (h.limit() == null) {
            open.add("the limits: sysctl kernel.sem, in the same IPC namespace");
        }
        if (left != null && h.leaks().isEmpty()) {
            open.add("why the programs of " + left.owner() + " ended without cleaning up: their unit's journal");
        }
        if (left == null && h.leaks().isEmpty() && !h.isDemand()) {
            open.add(
                    "who made the sets, and whether somebody still uses them: semtrail list, and semtrail show SEMID, on the"
                            + " host while they are there");
        }
        return open;
    }

    private static Long from(List<Site> refused, List<Mark> marks, boolean first) {
        var times = Stream.concat(
                        refused.stream().map(s -> first ? s.firstMs() : s.lastMs()),
                        marks.stream().map(m -> first ? m.atMs() : m.lastMs()))
                .filter(Objects::nonNull)
                .collect(Collectors.summarizingLong(Long::longValue));
        return times.getCount() == 0 ? null : Long.valueOf(first ? times.getMin() : times.getMax());
    }
}
