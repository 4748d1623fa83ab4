package org.semtrail.correlate.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.jfr.MadeJvm;

/** Who makes sets by new keys, without insisting that they be new, leaks them; who opens those of others does not. */
class KeyedMakersTest {
    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static MadeJvm gets(int pid, Instant from, Duration pause, IntUnaryOperator id, IntUnaryOperator key) {
        MadeJvm jvm = new MadeJvm(pid, 7, from);
        for (int i = 1; i <= 20; i++) {
            jvm.semget(id.applyAsInt(i), key.applyAsInt(i), 1, MadeJvm.CREATE).later(pause);
        }
        return jvm;
    }

    private static MadeJvm leaks() {
        return gets(1, TEN, SECOND, i -> i, i -> 1000 + i);
    }

    private static List<Site> leaks(Story story) {
        return story.sites().stream().filter(s -> s.leaks(Asked.ALL)).toList();
    }

    private static Told table(Instant born) {
        Told told = MadeStory.table(
                TEN.plusSeconds(60), 7L, "unknown", IntStream.rangeClosed(1, 20).toArray());
        told.tables = told.tables.stream().map(life -> born(life, born)).toList();
        return told;
    }

    private static Life born(Life l, Instant born) {
        return new Life(
                l.key(),
                l.semid(),
                l.ipcNs(),
                l.row(),
                born.toEpochMilli(),
                l.bornHow(),
                null,
                null,
                null,
                null,
                null,
                l.verdict(),
                l.evidence(),
                null,
                true);
    }

    @Test
    void aLineThatGoesOnToGetASetByANewKeyLeaksThem() {
        Story story = MadeStory.of(Asked.ALL, leaks());
        assertEquals(List.of(20L), leaks(story).stream().map(Site::made).toList());
        assertEquals("com.acme.App.open:23", leaks(story).get(0).place());
        assertTrue(leaks(story).get(0).inferred(), "it is no certainty");
        assertTrue(story.sets().stream().allMatch(l -> l.creator() != null));
    }

    @Test
    void whatTheTableShowsToBeYoungerThanTheCallWasMadeByItAndWhatIsOlderWasFound() {
        assertEquals(
                1,
                leaks(MadeStory.of(Asked.ALL, table(TEN.plusSeconds(30)), leaks()))
                        .size());
        assertEquals(List.of(), leaks(MadeStory.of(Asked.ALL, table(TEN.minusSeconds(3600)), leaks())));
    }

    @Test
    void whatAnotherJvmHadBeforeWasFound() {
        MadeJvm before = gets(2, TEN.minusSeconds(3600), Duration.ofMillis(1), i -> i, i -> 1000 + i);
        assertEquals(List.of(), leaks(MadeStory.of(Asked.ALL, leaks(), before)));
    }

    @Test
    void whoOpensManyAtItsStartOrInAnyOrderOrTheSameAgainLeaksNone() {
        Duration atOnce = Duration.ofMillis(1);
        assertEquals(List.of(), leaks(MadeStory.of(Asked.ALL, gets(1, TEN, atOnce, i -> i, i -> 1000 + i))));
        assertEquals(List.of(), leaks(MadeStory.of(Asked.ALL, gets(1, TEN, SECOND, i -> i * 7 % 20, i -> 1000 + i))));
        assertEquals(List.of(), leaks(MadeStory.of(Asked.ALL, gets(1, TEN, SECOND, i -> i % 3, i -> 1000 + i % 3))));
    }

    @Test
    void whoRemovesThemLeaksNone() {
        MadeJvm jvm = new MadeJvm(1, 7, TEN);
        for (int i = 1; i <= 20; i++) {
            jvm.semget(i, 1000 + i, 1, MadeJvm.CREATE).later(SECOND).semctl(i, "IPC_RMID");
        }
        assertEquals(List.of(), leaks(MadeStory.of(Asked.ALL, jvm)));
    }

    @Test
    void whoOnlyLooksForSetsByTheirKeysMakesNone() {
        MadeJvm jvm = new MadeJvm(1, 7, TEN);
        for (int i = 1; i <= 20; i++) {
            jvm.semget(i, 1000 + i, 1, 0).later(SECOND);
        }
        assertEquals(List.of(), leaks(MadeStory.of(Asked.ALL, jvm)));
    }
}
