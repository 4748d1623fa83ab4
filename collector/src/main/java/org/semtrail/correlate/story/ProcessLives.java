package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.semtrail.correlate.story.Story.Hold;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.correlate.story.Story.Process;
import org.semtrail.correlate.story.Story.Removal;

/** Which JVMs and other processes are part of the story, and what became of them. */
final class ProcessLives {
    private static final Set<String> KILLS = Set.of("killed", "oom");

    private final StoryBuilder builder;
    private final Told told;

    ProcessLives(StoryBuilder builder, Told told) {
        this.builder = builder;
        this.told = told;
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

    List<Process> all(List<JvmLine> jvms) {
        List<Process> all = new ArrayList<>();
        jvms.forEach(j -> all.add(of(j)));
        told.processes.stream()
                .filter(p -> builder.asked.touches(p.start(), p.end()))
                .forEach(all::add);
        return all;
    }

    private Process of(JvmLine jvm) {
        String how = how(jvm);
        return new Process(
                jvm.key,
                jvm.pid(),
                jvm.main() != null ? jvm.main() : jvm.home.name() != null ? jvm.home.name() : "java",
                true,
                jvm.home.unit(),
                jvm.home.container(),
                jvm.home.startMs() != null ? jvm.home.startMs() : StoryEnd.known(jvm.firstMs),
                how.equals("alive") ? null : StoryEnd.known(jvm.lastMs),
                how);
    }

    private String how(JvmLine jvm) {
        Boolean alive = jvm.home.alive();
        if (Boolean.TRUE.equals(alive)) {
            return "alive";
        }
        boolean killed = told.marks.stream().anyMatch(m -> isOf(m, jvm) && KILLS.contains(m.mechanism()));
        return killed || (Boolean.FALSE.equals(alive) && jvm.leftOpen())
                ? "killed"
                : jvm.leftOpen() ? "unknown" : "exit";
    }

    private static boolean isOf(Mark mark, JvmLine jvm) {
        return mark.pid() != null && mark.pid().equals(jvm.pid());
    }
}
