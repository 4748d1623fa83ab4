package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.semtrail.capture.offline.ProcessRow;
import org.semtrail.correlate.story.Story.Hold;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.correlate.story.Story.Process;
import org.semtrail.correlate.story.Story.Removal;

/** Which JVMs and other processes are part of the story, and what became of them. */
final class ProcessLives {
    private static final int MOST_LISTED = 300;
    private static final long NEAR_MS = 60_000;
    private static final String JAVA = "java";
    private static final String ROOT = "root";
    private static final Set<String> KILLS = Set.of("killed", "oom");

    private final StoryBuilder builder;
    private final Told told;
    private final Map<Integer, ProcessRow> together;

    ProcessLives(StoryBuilder builder, Told told) {
        this.builder = builder;
        this.told = told;
        this.together = together(told);
    }

    /** Those that ran in the time that is asked for, and those that explain what happened in it. */
    List<JvmLine> jvms(List<Life> sets, List<Hold> holds, List<Removal> removals) {
        Set<String> named = new HashSet<>();
        sets.forEach(s -> {
            named.add(s.creator());
            named.add(s.goneBy());
        });
        holds.forEach(h -> named.add(h.jvm().key()));
        removals.forEach(r -> named.add(r.jvm().key()));
        return builder.jvms.values().stream()
                .filter(j -> named.contains(j.key)
                        || builder.asked.touches(StoryEnd.known(j.firstMs), StoryEnd.known(j.lastMs)))
                .toList();
    }

    /** A list that has the first process has them all; null where none was given. */
    Set<Integer> running() {
        return together.containsKey(1) ? Set.copyOf(together.keySet()) : null;
    }

    List<Process> all(List<JvmLine> jvms) {
        List<Process> all = new ArrayList<>();
        jvms.forEach(j -> all.add(of(j)));
        listed(jvms).forEach(all::add);
        told.processes.stream()
                .filter(p -> builder.asked.touches(p.start(), p.end()))
                .forEach(all::add);
        return all;
    }

    /** Of all that ran those that something points to: a line of a log, a semaphore, the owner of a set. */
    private Stream<Process> listed(List<JvmLine> jvms) {
        Set<Integer> pids = new HashSet<>();
        Set<String> owners = new HashSet<>();
        Set<String> creators = new HashSet<>();
        told.marks.forEach(m -> pids.add(m.pid()));
        if (told.tables != null) {
            told.tables.forEach(l -> {
                owners.add(l.row().owner());
                creators.add(l.creator());
                pids.add(l.stuck() == null ? null : l.stuck().pid());
            });
        }
        owners.remove(ROOT);
        return together.values().stream()
                .filter(p -> jvms.stream().noneMatch(j -> isOf(p, j)))
                .filter(p ->
                        pids.contains(p.pid()) || owners.contains(p.user()) || creators.contains(Process.key(p.pid())))
                .filter(p -> builder.asked.touches(
                        p.start() == null ? null : p.start().toEpochMilli(), null))
                .limit(MOST_LISTED)
                .map(ProcessLives::of);
    }

    /** Not of a process that has the pid of a JVM that ended before. */
    private static boolean isOf(ProcessRow row, JvmLine jvm) {
        return Integer.valueOf(row.pid()).equals(jvm.pid())
                && (row.program() == null || JAVA.equals(row.program()))
                && (row.start() == null || row.start().toEpochMilli() <= jvm.lastMs + NEAR_MS);
    }

    private static Map<Integer, ProcessRow> together(Told told) {
        Map<Integer, ProcessRow> rows = new LinkedHashMap<>();
        told.listed.forEach(p -> rows.merge(p.pid(), p, ProcessRow::with));
        return rows;
    }

    private static Process of(ProcessRow p) {
        return new Process(
                Process.key(p.pid()),
                p.pid(),
                (p.program() == null ? "a process" : p.program()) + (p.user() == null ? "" : " of " + p.user()),
                false,
                p.unit(),
                p.container(),
                p.start() == null ? null : Long.valueOf(p.start().toEpochMilli()),
                null,
                Boolean.TRUE.equals(p.alive()) ? "alive" : "unknown");
    }

    private Process of(JvmLine jvm) {
        Optional<ProcessRow> listed = Optional.ofNullable(jvm.pid() == null ? null : together.get(jvm.pid()))
                .filter(p -> JAVA.equals(p.program()) && isOf(p, jvm));
        boolean lives = listed.isPresent() && !Boolean.FALSE.equals(listed.get().alive());
        String how = how(jvm, lives && isListedAfter(jvm));
        return new Process(
                jvm.key,
                jvm.pid(),
                jvm.main() != null ? jvm.main() : jvm.home.name() != null ? jvm.home.name() : JAVA,
                true,
                jvm.home.unit() != null
                        ? jvm.home.unit()
                        : listed.map(ProcessRow::unit).orElse(null),
                jvm.home.container() != null
                        ? jvm.home.container()
                        : listed.map(ProcessRow::container).orElse(null),
                jvm.home.startMs() != null ? jvm.home.startMs() : StoryEnd.known(jvm.firstMs),
                how.equals("alive") ? null : StoryEnd.known(jvm.lastMs),
                how);
    }

    /** Whether processes were listed, with the table as a rule, after the last that its recording tells. */
    private boolean isListedAfter(JvmLine jvm) {
        return told.tablesAt != null && told.tablesAt + NEAR_MS >= jvm.lastMs;
    }

    /** @param listed whether a list of processes has a Java with its pid, which may have been given again */
    private String how(JvmLine jvm, boolean listed) {
        Boolean alive = jvm.home.alive();
        if (Boolean.TRUE.equals(alive)) {
            return "alive";
        }
        boolean killed = told.marks.stream().anyMatch(m -> isOf(m, jvm) && KILLS.contains(m.mechanism()));
        if (killed || (Boolean.FALSE.equals(alive) && jvm.leftOpen())) {
            return "killed";
        }
        if (listed && alive == null) {
            return "alive";
        }
        return !jvm.leftOpen() ? "exit" : isGone(jvm) ? "killed" : "unknown";
    }

    /** Whether all processes were listed after that, and it was not among them. */
    private boolean isGone(JvmLine jvm) {
        return running() != null
                && told.tablesAt != null
                && told.tablesAt > jvm.lastMs
                && jvm.pid() != null
                && !jvm.isPidInside()
                && !running().contains(jvm.pid());
    }

    private static boolean isOf(Mark mark, JvmLine jvm) {
        // A pid is given again: what is told of it later may be another process's end.
        return mark.pid() != null
                && mark.pid().equals(jvm.pid())
                && (mark.atMs() == null
                        || (mark.atMs() <= jvm.lastMs + NEAR_MS
                                && (mark.lastMs() == null ? mark.atMs() : mark.lastMs()) >= jvm.lastMs - NEAR_MS));
    }
}
