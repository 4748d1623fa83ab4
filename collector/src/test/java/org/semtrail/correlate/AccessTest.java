package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.semtrail.correlate.MadeHost.BOB;
import static org.semtrail.correlate.MadeHost.NOW;
import static org.semtrail.correlate.MadeHost.WWW;

import org.junit.jupiter.api.Test;
import org.semtrail.correlate.Start.Shape;

/** Who may use a set by its mode, and whose privilege does not count. */
class AccessTest {
    @Test
    void theOwnerMayEvenWithoutABitForHeCanGiveItToHimself() {
        assertTrue(Access.allows(shape(0), process(WWW).row()));
        assertFalse(Access.allows(shape(0600), process(BOB).row()));
    }

    @Test
    void theCreatorMayUnlessItIsRootWhoGaveItAway() {
        Shape madeByBob = new Shape(false, 1, 0600, WWW, WWW, BOB, BOB);
        assertTrue(Access.allows(madeByBob, process(BOB).row()));
        assertFalse(Access.allows(shape(0600), process(0).row()));
        assertTrue(
                Access.allows(new Shape(false, 1, 0600, 0, 0, 0, 0), process(0).row()), "his own");
    }

    @Test
    void aSupplementaryGroupCountsWhereTheModeGivesItAnything() {
        assertFalse(Access.allows(shape(0600), process(BOB).group(WWW).row()));
        assertTrue(Access.allows(shape(0620), process(BOB).group(WWW).row()));
        assertTrue(Access.allows(shape(0640), process(BOB).group(0).row()), "the creator's group");
        assertFalse(Access.allows(shape(0660), process(BOB).row()));
    }

    @Test
    void otherIsEverybody() {
        assertTrue(Access.allows(shape(0602), process(BOB).row()));
    }

    @Test
    void whoCouldNotBeReadMay() {
        assertTrue(Access.allows(shape(0600), process(BOB).unreadable().row()));
        assertFalse(Access.impossible(shape(0600), process(BOB).unreadable().row()));
    }

    @Test
    void itIsImpossibleOnlyWithoutPrivilege() {
        assertTrue(Access.impossible(shape(0600), process(BOB).row()));
        assertFalse(Access.impossible(shape(0600), process(BOB).privileged().row()));
        assertFalse(Access.impossible(shape(0600), process(0).row()));
        assertFalse(Access.impossible(shape(0600), process(WWW).row()));
    }

    @Test
    void theModeIsToldInOctal() {
        assertEquals("mode 0600", Access.describe(shape(0600)));
    }

    /** Of www-data, made by root. */
    private static Shape shape(int mode) {
        return new Shape(false, 1, mode, WWW, WWW, 0, 0);
    }

    private static MadeProcess process(long uid) {
        return new MadeProcess(5_000_100, 1, uid, NOW);
    }
}
