package org.semtrail.correlate.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.jfr.JvmEvent;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.Retold;
import org.semtrail.capture.jfr.JvmStack;
import org.semtrail.capture.jfr.MadeJvm;

/** Which sets a JVM left, whatever the order of its file, and where they were made. */
class MadeAndLeftTest {
    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");

    private final MadeJvm jvm = new MadeJvm(1, 7, TEN);

    private List<JvmEvent> events() {
        return jvm.recording().events();
    }

    /** The making of a set, told again at the beginning of a chunk, its time by a clock that drifts from the other. */
    private static Retold again(int semid, Instant made, JvmStack stack) {
        OfCall call = (OfCall)
                new MadeJvm(1, 7, made).makes(semid).recording().events().get(0);
        return new Retold(TEN.plusSeconds(60), new Retold(made, call, 5).with(stack), 5);
    }

    private static long left(Story story) {
        return story.sets().stream().filter(l -> l.goneAt() == null).count();
    }

    @Test
    void aCallThatIsBeforeTheWordsOfTheAgentIsOfItsNamespaceToo() {
        jvm.makes(1).later(Duration.ofSeconds(1)).semctl(1, "IPC_RMID");
        Story story =
                MadeStory.inOrder(jvm, List.of(events().get(0), jvm.recording().status(), events().get(1)));
        assertEquals(0, left(story), story.sets().toString());
        assertEquals(1, story.sets().size());
    }

    @Test
    void aSetThatIsToldAgainAfterItsRemovalInTheFileWasNotMadeAgain() {
        jvm.makes(1).later(Duration.ofSeconds(1)).semctl(1, "IPC_RMID");
        Retold again = again(1, TEN.plusMillis(20), JvmStack.NONE);
        Story story = MadeStory.inOrder(jvm, List.of(events().get(0), events().get(1), again));
        assertEquals(0, left(story), story.sets().toString());
        assertEquals(1, story.jvms().get(0).created());
    }

    @Test
    void aSetThatIsToldAgainByAnotherClockCountsOnce() {
        jvm.makes(1);
        Story story = MadeStory.inOrder(jvm, List.of(events().get(0), again(1, TEN.minusMillis(20), JvmStack.NONE)));
        assertEquals(1, left(story), story.sets().toString());
    }

    @Test
    void whoseMakingHasExpiredIsTakenFromWhatIsToldAgainWithItsStackAlsoWhereThatComesLater() {
        jvm.makes(2);
        Retold first = again(1, TEN, JvmStack.NONE);
        Retold second = again(2, TEN, ((OfCall) events().get(0)).call().stack());
        Story story = MadeStory.inOrder(jvm, List.of(first, second));
        assertEquals(2, left(story));
        assertEquals(1, story.sites().size(), "one place");
        assertEquals("com.acme.App.open:23", story.sites().get(0).place());
    }

    @Test
    void oneLineThatIsReachedByManyWaysLeaksThoughNoWayIsTakenOften() {
        for (int way = 0; way < 40; way++) {
            jvm.by("com.acme.Way", "go" + way, way).makes(way).later(Duration.ofSeconds(1));
        }
        Story story = MadeStory.of(Asked.ALL, jvm);
        List<Site> leaks =
                story.sites().stream().filter(s -> s.leaks(Asked.ALL)).toList();
        assertEquals(List.of(40L), leaks.stream().map(Site::made).toList());
        assertEquals("com.acme.App.open:23", leaks.get(0).place());
    }

    @Test
    void manyLinesThatEachMakeOneWhenItIsNeededFirstDoNotLeak() {
        for (int line = 0; line < 40; line++) {
            jvm.in("lazily", line + 1).makes(line).later(Duration.ofMinutes(1));
        }
        assertTrue(MadeStory.of(Asked.ALL, jvm).sites().stream().noneMatch(s -> s.leaks(Asked.ALL)));
    }

    @Test
    void aPoolThatHasGrownAndStoppedIsNoLeakAndWhatGoesOnIs() {
        for (int set = 0; set < 60; set++) {
            jvm.makes(set).later(Duration.ofMillis(200));
        }
        jvm.semop(59, "0:-1");
        assertEquals(1, leaks().size());
        jvm.later(Duration.ofSeconds(5)).semop(59, "0:1");
        assertEquals(0, leaks().size(), "quiet for 25 times the usual distance");
    }

    private List<Site> leaks() {
        return MadeStory.of(Asked.ALL, jvm).sites().stream()
                .filter(s -> s.leaks(Asked.ALL))
                .toList();
    }

    @Test
    void manyLinesLeakTogetherAndAFewThatEachMakeOneDoNot() {
        for (int line = 0; line < 10; line++) {
            jvm.in("start", line + 1).makes(line).later(Duration.ofSeconds(1));
        }
        assertTrue(MadeStory.of(Asked.ALL, jvm).sites().stream().noneMatch(s -> s.leaks(Asked.ALL)));
        for (int line = 10; line < 100; line++) {
            jvm.in("serve", line)
                    .makes(line)
                    .makes(line + 100)
                    .makes(line + 200)
                    .later(Duration.ofSeconds(1));
        }
        List<Site> leaks = MadeStory.of(Asked.ALL, jvm).sites().stream()
                .filter(s -> s.leaks(Asked.ALL))
                .toList();
        assertEquals(1, leaks.size());
        assertTrue(
                leaks.get(0).place().endsWith(" and 99 other places"),
                leaks.get(0).place());
    }
}
