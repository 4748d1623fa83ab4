package org.semtrail.correlate.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.story.Moment.Kind;

/** What of a story is of the time that is asked for: ten in the morning to half past. */
class AskedTest {
    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");
    private static final Asked HALF_AN_HOUR = MadeStory.between(TEN, TEN.plusSeconds(1800));
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private static MadeJvm jvm(int pid) {
        return new MadeJvm(pid, 7, TEN.minus(AN_HOUR));
    }

    private static List<String> keys(Story story) {
        return story.sets().stream().map(Life::key).toList();
    }

    @Test
    void aSetThatWasMadeLaterOrGoneBeforeIsNotOfIt() {
        MadeJvm jvm = jvm(1).makes(1)
                .later(Duration.ofMinutes(1))
                .semctl(1, "IPC_RMID")
                .makes(2)
                .at(TEN.plusSeconds(60))
                .makes(3)
                .at(TEN.plus(AN_HOUR))
                .makes(4);
        assertEquals(List.of("sem 2", "sem 3"), keys(MadeStory.of(HALF_AN_HOUR, jvm)));
        assertEquals(List.of("sem 2", "sem 3", "sem 4", "sem 1"), keys(MadeStory.of(Asked.ALL, jvm)));
    }

    @Test
    void whoMadeASetThatWasRemovedInItIsTold() {
        MadeJvm maker = jvm(1).makes(5);
        MadeJvm remover = jvm(2).at(TEN.plusSeconds(9)).semctl(5, "IPC_RMID");
        Story story = MadeStory.of(HALF_AN_HOUR, maker, remover);
        Life life = story.sets().get(0);
        assertEquals("jvm-1-4711-this", life.creator());
        assertEquals("jvm-2-4711-this", life.goneBy());
        assertEquals(2, story.jvms().size(), "both are part of it, although one ended before");
        assertEquals(0, story.jvms().get(0).created());
        assertEquals(1, story.jvms().get(1).removed());
    }

    @Test
    void setsAreOfTheNamespaceOfTheirJvm() {
        Story story = MadeStory.of(Asked.ALL, jvm(1).makes(5));
        assertEquals(7, story.sets().get(0).ipcNs());
    }

    @Test
    void countsAreOfItAlone() {
        MadeJvm jvm = jvm(1).makes(1)
                .makes(2)
                .later(Duration.ofSeconds(1))
                .semctl(1, "IPC_RMID")
                .isRefused(Errno.ENOSPC)
                .at(TEN.plusSeconds(60))
                .makes(3)
                .isRefused(Errno.ENOSPC)
                .at(TEN.plus(AN_HOUR))
                .makes(4)
                .semctl(4, "IPC_RMID")
                .isRefused(Errno.ENOSPC);
        Story story = MadeStory.of(HALF_AN_HOUR, jvm);
        JvmLine line = story.jvms().get(0);
        assertEquals(List.of(1L, 0L, 1L), List.of(line.created(), line.removed(), line.failed()));
        Site site = story.sites().get(0);
        assertEquals(List.of(1L, 0L, 1L), List.of(site.made(), site.removed(), site.refused()));
        assertEquals(1, site.earlier(), "the one that was there before");
        assertEquals(1, story.troubles().get(0).count());
        assertEquals(2, story.eventsTotal());
    }

    @Test
    void theLineOfSetsInUseBeginsWithThoseThatWereThere() {
        MadeJvm jvm = jvm(1).makes(1).makes(2).at(TEN.plusSeconds(60)).makes(3);
        List<long[]> points = MadeStory.of(HALF_AN_HOUR, jvm).series().get(0).points();
        assertEquals(TEN.toEpochMilli(), points.get(0)[0]);
        assertEquals(2, points.get(0)[1]);
        assertEquals(3, points.get(points.size() - 1)[1]);
    }

    @Test
    void aSetIsNotLeftBehindThatWasRemovedAfterIt() {
        MadeJvm jvm = jvm(1).at(TEN.plusSeconds(60));
        for (int id = 1; id <= 9; id++) {
            jvm.makes(id).later(Duration.ofMinutes(1));
        }
        jvm.at(TEN.plus(AN_HOUR));
        for (int id = 1; id <= 9; id++) {
            jvm.semctl(id, "IPC_RMID");
        }
        Site site = MadeStory.of(HALF_AN_HOUR, jvm).sites().get(0);
        assertEquals(0, site.left());
    }

    @Test
    void aSetThatAKeyGaveIsMadeOrFoundAndCountsAsNeither() {
        MadeJvm first = jvm(1).semget(8, 0x4711, 1, MadeJvm.CREATE);
        MadeJvm second =
                jvm(2).later(Duration.ofMinutes(1)).semget(8, 0x4711, 1, 0).semctl(8, "IPC_RMID");
        Story story = MadeStory.of(Asked.ALL, first, second);
        assertEquals(List.of("sem 8"), keys(story));
        Life life = story.sets().get(0);
        assertNull(life.creator());
        assertTrue(life.bornHow().startsWith("made or found by semget(0x00004711, 1, 01600)"), life.bornHow());
        assertNotNull(life.goneAt());
        assertEquals("jvm-2-4711-this", life.goneBy());
        assertEquals(0, story.jvms().get(0).created());
        assertEquals(
                List.of("semget, made or found", "semget of an existing key", "semctl IPC_RMID"),
                story.activity().calls());
        assertEquals(
                1,
                story.events().stream()
                        .filter(e -> e.moment().kind() == Kind.CREATE)
                        .count());
    }

    @Test
    void oneThatAskedForANewSetMadeIt() {
        Story story = MadeStory.of(Asked.ALL, jvm(1).semget(8, 0x4711, 1, MadeJvm.CREATE | MadeJvm.EXCLUSIVE));
        assertEquals("jvm-1-4711-this", story.sets().get(0).creator());
        assertEquals(1, story.jvms().get(0).created());
    }

    @Test
    void aCallThatBeganBeforeAndFailedInItIsOfIt() {
        MadeJvm jvm = jvm(1).semop(3, "0:+1").takes(Duration.ofMinutes(61)).semopFails(3, Errno.EIDRM);
        Story story = MadeStory.of(HALF_AN_HOUR, jvm);
        assertEquals(1, story.events().size());
        assertEquals(1, story.troubles().size());
        assertEquals(HALF_AN_HOUR.fromMs(), story.from());
        assertEquals(1, story.activity().rows().size());
    }
}
