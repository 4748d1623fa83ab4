package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.semtrail.capture.jfr.JvmStack;
import org.semtrail.correlate.story.Lives.Gone;
import org.semtrail.correlate.story.Lives.Made;
import org.semtrail.correlate.story.Moment.Kind;
import org.semtrail.correlate.story.Moment.Severity;
import org.semtrail.correlate.story.Story.Event;
import org.semtrail.correlate.story.Story.Hold;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.correlate.story.Story.Process;
import org.semtrail.correlate.story.Story.Removal;
import org.semtrail.correlate.story.Story.Series;

/** Makes the story of what a builder kept and of what else was told. */
public final class StoryEnd {
    private static final int MAX_EVENTS = 5_000;
    private static final int MAX_SETS = 3_000;
    private static final int MAX_WAITS = 500;

    private final StoryBuilder builder;
    private final Told told;

    private StoryEnd(StoryBuilder builder, Told told) {
        this.builder = builder;
        this.told = told;
    }

    public static Story of(StoryBuilder builder, Told told) {
        return new StoryEnd(builder, told).story();
    }

    private Story story() {
        told.marks.forEach(this::show);
        told.tables = told.tables == null ? null : NativeMakers.tied(told.tables, builder);
        showTable();
        builder.jvms.values().forEach(this::showEnd);
        List<Life> sets = sets();
        List<Event> events = events();
        List<Series> series = series();
        Activity.Cube cube = builder.activity.cube();
        Long from = range(events, series, true);
        Long to = range(events, series, false);
        long leftOut = Math.max(0, sets.size() - MAX_SETS) + builder.lives.leftOut();
        return new Story(
                from,
                to,
                events,
                builder.shelf.total(),
                series,
                builder.stacks.all(),
                cube,
                builder.waits.sums(MAX_WAITS),
                List.copyOf(sets.subList(0, Math.min(MAX_SETS, sets.size()))),
                leftOut,
                processes(),
                List.copyOf(builder.jvms.values()),
                List.copyOf(builder.sites.values()),
                List.copyOf(builder.troubles.values()),
                holds(),
                removals(),
                List.copyOf(told.marks),
                Map.copyOf(told.limits),
                Map.copyOf(told.used),
                told.tables,
                List.copyOf(told.sources),
                unseen());
    }

    private void show(Mark mark) {
        if (mark.atMs() == null) {
            return;
        }
        Kind kind = switch (mark.mechanism()) {
            case "start" -> Kind.START;
            case "killed", "oom", "stop-timeout", "stop" -> Kind.EXIT;
            case "failure" -> Kind.FAILURE;
            default -> Kind.LOG;
        };
        Severity severity = kind == Kind.FAILURE
                ? Severity.CRITICAL
                : kind == Kind.START || mark.mechanism().equals("stop") ? Severity.NOTE : Severity.WARNING;
        String actor = mark.pid() == null ? null : processKey(mark.pid());
        long uncertain = told.sources.stream()
                .filter(s -> s.id().equals(mark.source()))
                .mapToLong(s -> s.uncertainMs())
                .findFirst()
                .orElse(0);
        String times = mark.count() > 1 ? mark.count() + " times, the first: " : "";
        List.of(mark.atMs(), mark.lastMs() == null ? mark.atMs() : mark.lastMs()).stream()
                .distinct()
                .filter(builder.asked::has)
                .forEach(at -> builder.shelf.offer(
                        "log " + mark.mechanism() + mark.source(),
                        at,
                        0,
                        () -> new Moment(
                                at,
                                null,
                                kind,
                                severity,
                                actor,
                                null,
                                null,
                                null,
                                (at.equals(mark.atMs()) ? times : "again: ") + mark.text(),
                                JvmStack.NONE,
                                mark.source(),
                                uncertain)));
    }

    private void showTable() {
        if (told.tablesAt == null || told.tables == null || !builder.asked.has(told.tablesAt)) {
            return;
        }
        Long limit = told.limits.get("semmni");
        String text = "the table of semaphore sets was read: " + told.tables.size() + " sets"
                + (limit == null ? "" : " of " + limit);
        String source = told.tablesSource;
        builder.shelf.offer(
                "table",
                told.tablesAt,
                0,
                () -> new Moment(
                        told.tablesAt,
                        null,
                        Kind.TABLE,
                        Severity.NOTE,
                        null,
                        null,
                        null,
                        null,
                        text,
                        JvmStack.NONE,
                        source,
                        60_000));
    }

    private String processKey(int pid) {
        return builder.jvms.values().stream()
                .filter(j -> j.pid() != null && j.pid() == pid)
                .map(JvmLine::key)
                .findFirst()
                .orElse("pid-" + pid);
    }

    private void showEnd(JvmLine jvm) {
        if (jvm.lastMs == Long.MIN_VALUE || Boolean.TRUE.equals(jvm.home.alive()) || !builder.asked.has(jvm.lastMs)) {
            return;
        }
        String text = jvm.leftOpen()
                ? jvm.label() + ": its recording was not finished: it was killed, or copied while it ran"
                : jvm.label() + ": the last that was recorded";
        String source = told.sources.stream()
                .filter(s -> s.path().equals(jvm.place))
                .map(s -> s.id())
                .findFirst()
                .orElse("");
        builder.shelf.offer(
                "end " + jvm.key,
                jvm.lastMs,
                0,
                () -> new Moment(
                        jvm.lastMs,
                        null,
                        Kind.EXIT,
                        jvm.leftOpen() ? Severity.WARNING : Severity.NOTE,
                        jvm.key,
                        null,
                        null,
                        null,
                        text,
                        JvmStack.NONE,
                        source,
                        1_000));
    }

    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (Moment moment : builder.shelf.moments(MAX_EVENTS)) {
            events.add(new Event("e" + (events.size() + 1), moment, builder.stacks.of(moment.stack())));
        }
        return events;
    }

    private List<Series> series() {
        List<Series> all = new ArrayList<>();
        Long limit = told.limits.get("semmni");
        if (!builder.made.isEmpty()) {
            all.add(new Series(
                    "sets made by recorded JVMs and not removed by them", "sets", limit, builder.made.points()));
        }
        if (told.used.get("semmni") != null && told.tablesAt != null) {
            all.add(new Series(
                    "sets in the table", "sets", limit, List.of(new long[] {told.tablesAt, told.used.get("semmni")})));
        }
        return all;
    }

    private Long range(List<Event> events, List<Series> series, boolean first) {
        var times = Stream.concat(
                        events.stream().map(e -> e.moment().atMs()),
                        series.stream().flatMap(s -> s.points().stream()).map(p -> p[0]))
                .mapToLong(Long::longValue);
        var edge = first ? times.min() : times.max();
        return edge.isPresent() ? Long.valueOf(edge.getAsLong()) : null;
    }

    /** Those that are there first, then those that are gone, the last ones first. */
    private List<Life> sets() {
        Map<Integer, Life> rows = new LinkedHashMap<>();
        if (told.tables != null) {
            told.tables.forEach(l -> rows.put(l.semid(), l));
        }
        List<Life> all = new ArrayList<>();
        for (Made made : builder.lives.open()) {
            all.add(LifeOf.living(
                    made, builder.jvms.get(made.jvm()), rows.remove(made.id().semid()), told));
        }
        all.addAll(rows.values());
        List<Life> gone = new ArrayList<>();
        builder.lives.closed().forEach(c -> gone.add(LifeOf.gone(c, builder.jvms)));
        gone.sort(Comparator.comparing(Life::goneAt).reversed());
        all.addAll(gone);
        Map<String, Integer> keys = new HashMap<>();
        List<Life> named = new ArrayList<>();
        for (Life life : all) {
            int n = keys.merge(life.key(), 1, Integer::sum);
            named.add(n == 1 ? life : LifeOf.keyed(life, life.key() + " (" + n + ")"));
        }
        return named;
    }

    private List<Process> processes() {
        List<Process> all = new ArrayList<>();
        for (JvmLine jvm : builder.jvms.values()) {
            Boolean alive = jvm.home.alive();
            boolean killed = told.marks.stream()
                    .anyMatch(m -> m.pid() != null
                            && m.pid().equals(jvm.pid())
                            && (m.mechanism().equals("killed") || m.mechanism().equals("oom")));
            String how = Boolean.TRUE.equals(alive)
                    ? "alive"
                    : killed || (Boolean.FALSE.equals(alive) && jvm.leftOpen())
                            ? "killed"
                            : jvm.leftOpen() ? "unknown" : "exit";
            all.add(new Process(
                    jvm.key,
                    jvm.pid(),
                    jvm.home.name() == null ? "java" : jvm.home.name(),
                    true,
                    jvm.home.unit(),
                    jvm.home.container(),
                    jvm.home.startMs() != null
                            ? jvm.home.startMs()
                            : jvm.firstMs == Long.MAX_VALUE ? null : Long.valueOf(jvm.firstMs),
                    how.equals("alive") || jvm.lastMs == Long.MIN_VALUE ? null : Long.valueOf(jvm.lastMs),
                    how));
        }
        all.addAll(told.processes);
        return all;
    }

    private List<Hold> holds() {
        return builder.taken.values().stream()
                .map(t -> new Hold(t.jvm(), t.id().semid(), t.semnum(), t.operation(), t.undo()))
                .toList();
    }

    private List<Removal> removals() {
        List<Removal> all = new ArrayList<>();
        builder.lives.removals((id, gone) -> all.add(removal(id, gone)));
        return all;
    }

    private Removal removal(Lives.Id id, Gone gone) {
        return new Removal(
                "sem " + id.semid(), builder.jvms.get(gone.jvm()), gone.atMs(), Site.place(gone.call()), id.ipcNs());
    }

    private List<Story.Gap> unseen() {
        List<Story.Gap> all = new ArrayList<>(told.unseen);
        for (JvmLine jvm : builder.jvms.values()) {
            jvm.gaps()
                    .forEach(g ->
                            all.add(new Story.Gap("recording of " + jvm.label(), g, ms(jvm.firstMs), ms(jvm.lastMs))));
            if (jvm.leftOpen()) {
                all.add(new Story.Gap(
                        "recording of " + jvm.label(),
                        "its last chunk was repaired on a copy: what was not flushed, at most the last second, is lost",
                        ms(jvm.lastMs),
                        ms(jvm.lastMs + 1_000)));
            }
            if (jvm.status != null) {
                told(all, jvm, jvm.status.dropped(), "events were dropped by the agent");
                told(all, jvm, jvm.status.suppressed(), "failures like others were counted and not told one by one");
                if (!jvm.status.blind().isEmpty()) {
                    all.add(new Story.Gap("calls of " + jvm.label(), jvm.status.blind(), null, null));
                }
            }
        }
        return all;
    }

    private static void told(List<Story.Gap> all, JvmLine jvm, long count, String what) {
        if (count > 0) {
            all.add(new Story.Gap("recording of " + jvm.label(), count + " " + what, ms(jvm.firstMs), ms(jvm.lastMs)));
        }
    }

    private static Long ms(long ms) {
        return ms == Long.MAX_VALUE || ms == Long.MIN_VALUE ? null : Long.valueOf(ms);
    }
}
