package org.semtrail.correlate.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.story.Story.Series;

/** Sets of two namespaces or boots are never added up: each has limits of its own. */
class TidesTest {
    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");

    private static MadeJvm jvm(int pid, long ns, int sets) {
        MadeJvm jvm = new MadeJvm(pid, ns, TEN);
        for (int i = 0; i < sets; i++) {
            jvm.makes(i).later(Duration.ofSeconds(1));
        }
        return jvm;
    }

    private static List<Series> lines(Told told, MadeJvm... jvms) {
        return MadeStory.of(Asked.ALL, told, jvms).series().stream()
                .filter(s -> s.name().startsWith("sets made by"))
                .toList();
    }

    private static long most(Series line) {
        return line.points().stream().mapToLong(p -> p[1]).max().orElseThrow();
    }

    @Test
    void jvmsOfOneHomeAreOneLine() {
        List<Series> lines = lines(
                new Told(), jvm(1, 7, 3), new MadeJvm(2, 7, TEN).makes(100).makes(101));
        assertEquals(1, lines.size());
        assertEquals(5, most(lines.get(0)));
        assertEquals(
                "sets made by recorded JVMs and not removed by them",
                lines.get(0).name());
    }

    @Test
    void eachNamespaceHasALineAndOnlyTheOneOfTheTableHasItsLimit() {
        List<Series> lines =
                lines(MadeStory.table(TEN.plusSeconds(60), 7L, "unknown", 0, 1, 2), jvm(1, 7, 3), jvm(2, 8, 5));
        assertEquals(List.of(3L, 5L), lines.stream().map(TidesTest::most).toList());
        assertTrue(
                lines.get(0).name().endsWith("(IPC namespace 7)"), lines.get(0).name());
        assertEquals(3L, lines.get(0).limit());
        assertNull(lines.get(1).limit());
    }

    @Test
    void eachBootHasALine() {
        List<Series> lines =
                lines(new Told(), jvm(1, 7, 3).ofBoot("before"), jvm(2, 7, 5).ofBoot("after"));
        assertEquals(List.of(3L, 5L), lines.stream().map(TidesTest::most).toList());
        assertTrue(
                lines.get(1).name().endsWith("(IPC namespace 7, boot after)"),
                lines.get(1).name());
    }
}
