package org.semtrail.diagnose.story;

import java.util.Comparator;
import java.util.List;
import org.semtrail.correlate.story.JvmLine;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Removal;
import org.semtrail.correlate.story.Trouble;

/**
 * What one JVM missed of one set.
 *
 * @param by the removal that did it; null where none is on record
 * @param ended another JVM that used the set and ended by itself at that time; null for none
 */
record Loss(JvmLine jvm, String object, List<Trouble> troubles, Removal by, JvmLine ended) {
    /** Clocks of two JVMs' recordings are read a little apart. */
    private static final long CLOCKS_MS = 1_000;

    /** How long a JVM takes from cleaning up to the end of its recording. */
    private static final long END_MS = 2_000;

    /**
     * @param troubles calls of one JVM on one set that failed for it is gone
     * @param removals of sets with its id
     */
    static Loss of(Story story, List<Trouble> troubles, List<Removal> removals) {
        Trouble first = troubles.get(0);
        JvmLine jvm = first.jvm();
        long from = troubles.stream().mapToLong(Trouble::firstMs).min().orElseThrow();
        // The last removal before the first failure. Whoever cleans up later finds nothing more to remove.
        Removal by = removals.stream()
                .filter(r -> r.ipcNs() == namespace(jvm) && r.boot().equals(boot(jvm)))
                .filter(r -> r.atMs() <= from + CLOCKS_MS)
                .max(Comparator.comparing(Removal::atMs))
                .orElse(null);
        return new Loss(jvm, first.object(), troubles, by, by == null ? ended(story, first, from) : null);
    }

    /** The recording of a JVM that ends may miss what the JVM does at its very end. */
    private static JvmLine ended(Story story, Trouble missed, long from) {
        return story.jvms().stream()
                .filter(j -> j != missed.jvm() && !j.leftOpen())
                .filter(j -> namespace(j) == namespace(missed.jvm()) && boot(j).equals(boot(missed.jvm())))
                .filter(j -> j.lastMs() >= from - CLOCKS_MS && j.lastMs() <= from + END_MS)
                .filter(j -> uses(story, j, missed.object()))
                .findFirst()
                .orElse(null);
    }

    private static boolean uses(Story story, JvmLine jvm, String object) {
        return story.troubles().stream().anyMatch(t -> t.jvm() == jvm && object.equals(t.object()))
                || story.sets().stream()
                        .anyMatch(l -> object.equals(l.key()) && jvm.key().equals(l.creator()));
    }

    private static long namespace(JvmLine jvm) {
        return jvm.status() == null ? 0 : jvm.status().ipcNs();
    }

    private static String boot(JvmLine jvm) {
        return jvm.status() == null || jvm.status().bootId() == null
                ? ""
                : jvm.status().bootId();
    }

    long fromMs() {
        return troubles.stream().mapToLong(Trouble::firstMs).min().orElseThrow();
    }

    long toMs() {
        return troubles.stream().mapToLong(Trouble::lastMs).max().orElseThrow();
    }

    long count() {
        return troubles.stream().mapToLong(Trouble::count).sum();
    }

    boolean isOwn() {
        return by != null && by.jvm() == jvm;
    }

    /** Whether it is the remover's own, or of one that is thought to be, and others miss the set, too: then it is not what broke. */
    boolean isAside(List<Loss> all) {
        return all.stream()
                .filter(l -> l.jvm() != jvm)
                .anyMatch(l -> (isOwn() && by.equals(l.by())) || (l.ended() == jvm && object.equals(l.object())));
    }
}
