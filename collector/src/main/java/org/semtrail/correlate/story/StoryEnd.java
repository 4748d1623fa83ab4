package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.semtrail.capture.host.IpcKernel;
import org.semtrail.capture.offline.Source;
import org.semtrail.correlate.story.Lives.Gone;
import org.semtrail.correlate.story.Story.Event;
import org.semtrail.correlate.story.Story.Gap;
import org.semtrail.correlate.story.Story.Hold;
import org.semtrail.correlate.story.Story.Removal;
import org.semtrail.correlate.story.Story.Series;

/** Makes the story of what a builder kept and of what else was told. */
public final class StoryEnd {
    private static final int MAX_EVENTS = 5_000;
    private static final int MAX_SETS = 3_000;
    private static final int MAX_WAITS = 500;

    private final StoryBuilder builder;
    private final Asked asked;
    private final Told told;

    private StoryEnd(StoryBuilder builder, Told told) {
        this.builder = builder;
        this.asked = builder.asked;
        this.told = told;
    }

    public static Story of(StoryBuilder builder, Told told) {
        return new StoryEnd(builder, told).story();
    }

    private Story story() {
        SetLives.narrow(told, asked);
        TableHome home = TableHome.of(told, builder.jvms.values());
        told.tables = told.tables == null ? null : NativeMakers.tied(told.tables, builder, home);
        new OtherEvidence(builder, told).show();
        List<Life> sets = new SetLives(builder, told, home, KeyedMakers.note(builder, told, home)).all();
        List<Event> events = events();
        List<Series> series = series(events, home);
        List<Hold> holds = builder.holds.until(asked);
        List<Removal> removals = removals();
        ProcessLives processes = new ProcessLives(builder, told);
        List<JvmLine> jvms = processes.jvms(sets, holds, removals);
        return new Story(
                asked,
                edge(times(events, series).min()),
                edge(times(events, series).max()),
                events,
                builder.shelf.total(),
                series,
                builder.counting.stacks.all(),
                builder.counting.activity.cube(),
                builder.waits.sums(MAX_WAITS, asked),
                List.copyOf(sets.subList(0, Math.min(MAX_SETS, sets.size()))),
                Math.max(0, sets.size() - MAX_SETS) + builder.lives.leftOut(),
                processes.all(jvms),
                processes.running(),
                jvms,
                Together.of(builder.sites.all(), asked),
                List.copyOf(builder.sites.troubles()),
                holds,
                removals,
                List.copyOf(told.marks),
                Map.copyOf(told.limits),
                Map.copyOf(told.used),
                List.copyOf(told.settings),
                IpcKernel.of(told.kernel),
                told.tables,
                told.tablesAt,
                told.tablesWhole,
                told.bootId,
                home,
                sources(),
                unseen(jvms, home));
    }

    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (Moment moment : builder.shelf.moments(MAX_EVENTS)) {
            events.add(new Event("e" + (events.size() + 1), moment, builder.counting.stacks.of(moment.stack())));
        }
        return events;
    }

    private List<Series> series(List<Event> events, TableHome home) {
        Long limit = told.limits.get("semmni");
        List<Series> all = new ArrayList<>(builder.made.series(asked, home, limit));
        inTable("sets", "semmni", all);
        if (told.used.getOrDefault("semmns", 0L) > 0) {
            inTable("semaphores", "semmns", all);
        }
        List<long[]> standing = Standing.points(told, asked, times(events, all).min());
        if (!standing.isEmpty()) {
            all.add(new Series(Standing.NAME, "sets", limit, standing));
        }
        return all;
    }

    private void inTable(String noun, String name, List<Series> all) {
        Long used = told.used.get(name);
        if (used != null && told.tablesAt != null && asked.has(told.tablesAt)) {
            List<long[]> point = List.of(new long[] {told.tablesAt, used});
            all.add(new Series(noun + " in the table", noun, told.limits.get(name), point));
        }
    }

    /** A call that is of it may have begun before. */
    private Long edge(OptionalLong time) {
        return time.isPresent() ? Long.valueOf(asked.clip(time.getAsLong())) : null;
    }

    private static LongStream times(List<Event> events, List<Series> series) {
        return Stream.concat(
                        events.stream().map(e -> e.moment().atMs()),
                        series.stream().flatMap(s -> s.points().stream()).map(p -> p[0]))
                .mapToLong(Long::longValue);
    }

    /** Those in the time that is asked for, and those of sets that were missed in it. */
    private List<Removal> removals() {
        Set<String> missed = new HashSet<>();
        builder.sites.troubles().forEach(t -> missed.add(t.object()));
        List<Removal> all = new ArrayList<>();
        builder.lives.removals((id, gone) -> {
            Removal removal = removal(id, gone);
            if (asked.has(removal.atMs()) || missed.contains(removal.object())) {
                all.add(removal);
            }
        });
        return all;
    }

    private Removal removal(Lives.Id id, Gone gone) {
        return new Removal(
                "sem " + id.semid(),
                builder.jvms.get(gone.jvm()),
                gone.atMs(),
                Site.place(gone.call()),
                id.boot(),
                id.ipcNs());
    }

    /** Those of recordings with what their clocks say of each other. */
    private List<Source> sources() {
        Map<String, Long> uncertain = new HashMap<>();
        builder.jvms.values().stream()
                .filter(j -> j.clock.uncertainMs() > 0)
                .forEach(j -> uncertain.merge(j.place, j.clock.uncertainMs(), Math::max));
        return told.sources.stream()
                .map(s -> uncertain.containsKey(s.path())
                        ? s.doubted(uncertain.get(s.path()), "which was set meanwhile")
                        : s)
                .toList();
    }

    /** Pids and ids of one boot mean nothing in another. */
    private List<Gap> boots(TableHome home) {
        Set<String> boots = new TreeSet<>();
        builder.jvms.values().stream()
                .filter(j -> j.status != null && !j.status.bootId().isEmpty())
                .forEach(j -> boots.add(j.status.bootId()));
        if (told.bootId != null) {
            boots.add(told.bootId);
        }
        return boots.size() < 2
                ? List.of()
                : List.of(new Gap(
                        "boots of the host",
                        "the evidence is of " + boots.size() + " boots or hosts (" + String.join(", ", boots)
                                + "): ids of sets and of processes of one mean nothing in another"
                                + (told.tables == null || home.boots().size() < 2
                                        ? ""
                                        : ". The table does not say of which one it is: none of its sets is taken for one"
                                                + " that a JVM made"),
                        null,
                        null));
    }

    /** An id is given once in each namespace. */
    private List<Gap> namespaces(TableHome home) {
        int known = home.namespaces().size();
        return known < 2 || told.tables == null
                ? List.of()
                : List.of(new Gap(
                        "IPC namespaces of the tables",
                        "the JVMs are of " + known
                                + " IPC namespaces, and the tables do not say of which one they are: none of their sets is"
                                + " taken for one that a JVM made",
                        null,
                        null));
    }

    private List<Gap> homes() {
        return builder.made.leftOut() == 0
                ? List.of()
                : List.of(new Gap(
                        "lines of sets over time",
                        "the JVMs are of more boots and IPC namespaces than can be drawn: of the last ones there is no line",
                        null,
                        null));
    }

    private List<Gap> unseen(List<JvmLine> jvms, TableHome home) {
        return FewGaps.of(Stream.of(told.unseen, boots(home), namespaces(home), homes(), Blind.of(jvms))
                .flatMap(List::stream)
                .filter(g -> asked.touches(g.from(), g.to()))
                .toList());
    }

    /** Null for a time that was never set. */
    static Long known(long ms) {
        return ms == Long.MAX_VALUE || ms == Long.MIN_VALUE ? null : Long.valueOf(ms);
    }
}
