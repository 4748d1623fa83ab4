package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.semtrail.correlate.MadeHost.MADE;
import static org.semtrail.correlate.MadeHost.SSHD;
import static org.semtrail.correlate.MadeHost.WWW;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.semtrail.correlate.Start.Shape;

/** Who counts as one family, and whether it may descend from the dead maker of a set. */
class FamilyTest {
    private static final Shape SHAPE = new Shape(false, 1, 0600, WWW, WWW, 0, 0);
    private static final int OLD = 5_000_100;
    private static final int CHILD = 5_000_101;
    private static final int GRANDCHILD = 5_000_102;

    private final MadeHost host = new MadeHost();

    @Test
    void theTreeBelowInitIsOneFamily() {
        host.runs(OLD, 1, 0, -100).program("apache2");
        host.runs(CHILD, OLD, WWW, -90).program("apache2");
        Family family = families().get(OLD);
        assertEquals(2, family.members().size());
        assertEquals("apache2 (pid " + OLD + ") and 1 below it", family.label());
    }

    @Test
    void initIsAFamilyOfItsOwnAndEveryChildOfItToo() {
        assertEquals(List.of(1, SSHD), families().keySet().stream().sorted().toList());
    }

    @Test
    void aChildOfTheInitOfAContainerIsAFamilyToo() {
        host.runs(OLD, SSHD, 0, -100).init();
        host.runs(CHILD, OLD, WWW, -90);
        assertTrue(families().containsKey(CHILD));
    }

    @Test
    void aYoungProcessWithAccessBelowAnOldOneMayHaveBeenAdopted() {
        host.runs(OLD, 1, 0, -100).program("supervisord");
        host.runs(CHILD, OLD, WWW, 5);
        host.runs(GRANDCHILD, CHILD, WWW, 6);
        Family young = families().get(CHILD);
        assertTrue(young.younger());
        assertEquals(2, young.members().size());
        assertFalse(families().get(OLD).younger());
    }

    @Test
    void rootWithoutAccessOfItsOwnMayBeADaemonsParentThatWasAdopted() {
        host.runs(OLD, 1, 0, -100).program("supervisord");
        host.runs(CHILD, OLD, 0, 5);
        assertTrue(families().get(CHILD).younger());
    }

    @Test
    void shellsAndClocksAdoptNobody() {
        host.runs(OLD, 1, 0, -100).program("cron");
        host.runs(CHILD, OLD, 0, 5);
        assertFalse(families().containsKey(CHILD));
    }

    @Test
    void apacheAndPostgresqlAdoptNobody() {
        host.runs(OLD, 1, 0, -100).program("apache2");
        host.runs(CHILD, OLD, WWW, 5).program("apache2");
        assertFalse(families().containsKey(CHILD));
    }

    @Test
    void anOldChildOfAnOldParentWasNotAdoptedFromAYoungMaker() {
        host.runs(OLD, 1, 0, -100);
        host.runs(CHILD, OLD, WWW, -3);
        assertFalse(families().containsKey(CHILD));
    }

    @Test
    void twoSecondsBeforeTheSetIsStillYounger() {
        host.runs(OLD, 1, WWW, -2);
        host.runs(CHILD, 1, WWW, -3);
        assertTrue(families().get(OLD).younger());
        assertFalse(families().get(CHILD).younger());
    }

    @Test
    void aParentThatIsGoneOrDeadEndsTheTree() {
        host.runs(OLD, 1, 0, -100).zombie();
        host.runs(CHILD, OLD, WWW, -90);
        host.runs(GRANDCHILD, 4_999_999, WWW, -90);
        assertTrue(families().containsKey(CHILD));
        assertTrue(families().containsKey(GRANDCHILD));
    }

    @Test
    void aCircleOfParentsInATornProcEnds() {
        host.runs(OLD, CHILD, WWW, -100);
        host.runs(CHILD, OLD, WWW, -100);
        assertFalse(families().isEmpty());
    }

    @Test
    void onlyWhoHasNoParentHereCameFromOutside() {
        host.runs(OLD, 0, WWW, 5);
        assertTrue(families().get(OLD).cameFromOutside());
        assertFalse(families().get(1).cameFromOutside(), "init has no parent either");
        assertFalse(families().get(SSHD).cameFromOutside());
    }

    @Test
    void oneUnreadableMemberMakesTheFamilyUnreadable() {
        host.runs(OLD, 1, 0, -100);
        host.runs(CHILD, OLD, WWW, -90).unreadable();
        assertFalse(families().get(OLD).readable());
        assertTrue(families().get(SSHD).readable());
    }

    private Map<Integer, Family> families() {
        Census census = host.census();
        return Family.of(census.life(), census.present(), SHAPE, Instant.ofEpochSecond(MADE)).stream()
                .collect(Collectors.toMap(f -> f.root().pid(), Function.identity()));
    }
}
