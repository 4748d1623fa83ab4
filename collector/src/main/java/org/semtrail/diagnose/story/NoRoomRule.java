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
import org.semtrail.diagnose.story.StoryFinding.Shown;

/**
 * semget found no room (ENOSPC), or soon will: who was refused, who has the sets, and whether that is a leak or honest
 * demand. The victim is often not the consumer.
 */
final class NoRoomRule implements StoryRule {
    private static final String ROOM =
            " When the table was captured there was room: sets were removed since, or the limit was raised, or the host was"
                    + " booted; or the program runs in another IPC namespace, as in a container, which has a table and limits of"
                    + " its own.";

    /** Who writes a message that many programs have. */
    private static final String NAMELESS = "a program";

    @Override
    public List<StoryFinding> check(Story story) {
        List<Site> refused = story.sites().stream().filter(s -> s.refused() > 0).toList();
        List<Mark> marks = story.marks().stream()
                .filter(m -> m.mechanism().equals("no-room"))
                .toList();
        Holders holders = Holders.of(story);
        if (refused.isEmpty()
                && marks.isEmpty()
                && !(holders.inside() && holders.room().isNearlyFull())) {
            return List.of();
        }
        return List.of(finding(story, refused, marks, holders));
    }

    private static StoryFinding finding(Story story, List<Site> refused, List<Mark> marks, Holders holders) {
        NoRoomCause cause = NoRoomCause.of(story, holders);
        NoRoomAdvice advice = new NoRoomAdvice(cause);
        boolean fails = !refused.isEmpty() || !marks.isEmpty() || holders.room().isFull();
        return new StoryFinding(
                id(holders.room(), fails),
                fails ? Severity.CRITICAL : Severity.WARNING,
                fails ? victims(refused, marks, holders.room()) + use(holders) : near(holders),
                why(holders.room()),
                cause.words(),
                cause.confidence(),
                evidence(story, refused, marks, holders, cause.killed()),
                advice.remedy(),
                advice.again(),
                advice.settle(),
                from(refused, marks, true),
                from(refused, marks, false));
    }

    private static String id(SemRoom room, boolean fails) {
        String full = room.isFull() && room.isOfSemaphores() ? "semaphores-exhausted" : "sem-sets-exhausted";
        return fails ? full : "near-exhaustion";
    }

    private static String why(SemRoom room) {
        String disk = "No disk is full. ";
        if (!room.isNearlyFull()) {
            return disk
                    + "The kernel's table of semaphore sets was full (SEMMNI, the fourth number of kernel.sem; or SEMMNS, the second): whoever needs one set more is"
                    + " refused, whichever program has the others." + (room.hasRoom() ? ROOM : "");
        }
        if (room.isOfSemaphores()) {
            return disk + "What is " + (room.isFull() ? "" : "nearly ")
                    + "used up is the number of semaphores in all sets"
                    + " together (" + room.semaphores().words() + "), not that of sets"
                    + (room.sets().isKnown()
                            ? ": " + room.sets().used() + " of " + room.sets().most() + " are there"
                            : "")
                    + ". Whoever needs a set with more semaphores than are free is refused, whichever program has the others.";
        }
        return disk + "The kernel's table of semaphore sets is" + (room.isFull() ? "" : " nearly") + " full ("
                + room.sets().words() + ")"
                + (room.lacksSemaphores() ? ", and so is " + room.semaphores().words() : "")
                + ": whoever needs one set more is refused, whichever program has the others.";
    }

    private static String victims(List<Site> refused, List<Mark> marks, SemRoom room) {
        Stream<String> ofLogs = marks.stream().map(Mark::program).filter(Objects::nonNull);
        List<String> who = Stream.concat(
                        ofLogs.distinct().limit(4),
                        refused.stream().map(s -> s.jvm().label()).distinct().limit(4))
                .toList();
        List<String> known = who.stream().filter(w -> !w.equals(NAMELESS)).toList();
        return who.isEmpty()
                ? room.isOfSemaphores() ? "No semaphores are left" : "The table of semaphore sets is full"
                : listed(known.isEmpty() ? List.of("A program") : known)
                        + " got no semaphore set: \"No space left on device\" (ENOSPC)";
    }

    /** "Apache httpd, Zabbix and JVM (pid 5)". */
    private static String listed(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    private static String near(Holders h) {
        SemRoom.Limit scarce = h.room().scarce();
        return h.used() + " of " + h.limit() + (h.room().isOfSemaphores() ? " semaphores" : " semaphore sets")
                + " are used, " + scarce.percent() + " %.";
    }

    private static String use(Holders h) {
        SemRoom room = h.room();
        if (!room.scarce().isKnown()) {
            return ".";
        }
        String when = h.inside() ? "" : h.at() == null ? "" : ", at " + Search.time(h.at());
        return (h.inside() && room.isFull() ? "; " : "; when the table was captured" + when + ", ") + h.used() + " of "
                + h.limit() + " " + room.scarce().noun() + "s were taken"
                + (room.isOfSemaphores() && room.lacksSemaphores() ? free(room) : "") + ".";
    }

    /** A set is made whole or not at all. */
    private static String free(SemRoom room) {
        long free = room.semaphores().free();
        return free == 0
                ? ""
                : ", and the " + free + " that were free are too few for a set of " + room.needed()
                        + (room.asked() == null ? ", such as there are" : ", which was asked for");
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
        all.addAll(use(story, h.room()));
        h.leaks().stream()
                .limit(3)
                .forEach(s -> all.add(new Shown(
                        made(s),
                        Search.source(s.jvm()),
                        Search.ids(
                                story,
                                m -> m.kind() == Kind.CREATE && s.jvm().key().equals(m.actor())))));
        h.pools().stream().limit(3).forEach(p -> all.add(new Shown(p.evidence(), Search.source(p.jvm()), List.of())));
        h.others().stream().limit(4).forEach(s -> all.add(new Shown("in the table: " + s.words(), "table", List.of())));
        killed.stream().limit(4).forEach(m -> all.add(of(story, m)));
        return all;
    }

    private static List<Shown> use(Story story, SemRoom room) {
        List<Shown> all = new ArrayList<>();
        SemRoom.Limit sets = room.sets();
        SemRoom.Limit semaphores = room.semaphores();
        if (sets.used() != null) {
            all.add(new Shown(
                    Amount.of(sets.used(), "set") + " in the table, of "
                            + (sets.most() == null ? "a limit that is not known" : sets.most() + " that it can have"),
                    "table",
                    Search.ids(story, m -> m.kind() == Kind.TABLE)));
        } else if (sets.most() != null) {
            all.add(new Shown("SEMMNI = " + sets.most() + " (kernel.sem)", "sysctl", List.of()));
        }
        if (semaphores.isKnown() && (room.isOfSemaphores() || room.lacksSemaphores())) {
            all.add(new Shown(
                    Amount.of(semaphores.used(), "semaphore") + " in its sets, of " + semaphores.most()
                            + " that all together can have (SEMMNS)"
                            + (room.asked() == null ? "" : "; one set of " + room.asked() + " was asked for"),
                    "table",
                    List.of()));
        } else if (room.lacksSemaphores()) {
            all.add(new Shown(
                    "SEMMNS = " + semaphores.most() + " (kernel.sem); one set of " + room.needed() + " was asked for",
                    "sysctl",
                    List.of()));
        }
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

    private static Long from(List<Site> refused, List<Mark> marks, boolean first) {
        var times = Stream.concat(
                        refused.stream().map(s -> first ? s.firstMs() : s.lastMs()),
                        marks.stream().map(m -> first ? m.atMs() : m.lastMs()))
                .filter(Objects::nonNull)
                .collect(Collectors.summarizingLong(Long::longValue));
        return times.getCount() == 0 ? null : Long.valueOf(first ? times.getMin() : times.getMax());
    }
}
