package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.jfr.RecordingReader.Bounds;

class SharesTest {
    private static final long ALICE = 1000;
    private static final long MALLORY = 12345;
    private static final Duration TIME = Duration.ofSeconds(100);
    private static final Bounds BOUNDS = new Bounds(1_000, 100, TIME);

    @Test
    void oneOwnerAloneHasAll() {
        Shares shares = new Shares(BOUNDS, TIME, 1);
        assertTrue(shares.hasRoom(ALICE, 1_000, true));
        assertEquals(100, shares.events(ALICE, true));
        assertTrue(shares.patience(ALICE, true).toSeconds() > 90);
    }

    @Test
    void oneOwnerOfTwoCannotUseWhatIsTheOthers() {
        Shares shares = new Shares(BOUNDS, TIME, 2);
        assertFalse(shares.hasRoom(MALLORY, 600, true));
        shares.kept(MALLORY, 500, 50);
        assertFalse(shares.hasRoom(MALLORY, 1, true));
        assertTrue(shares.hasRoom(ALICE, 500, true));
        assertEquals(50, shares.events(ALICE, true));
        long longAgo = System.nanoTime() - TIME.dividedBy(2).toNanos();
        shares.spent(MALLORY, longAgo);
        assertFalse(shares.hasTime(MALLORY, true));
        assertTrue(shares.hasTime(ALICE, true));
    }

    @Test
    void whatOthersLeftIsEverybodys() {
        Shares shares = new Shares(BOUNDS, TIME, 2);
        shares.kept(ALICE, 100, 10);
        assertTrue(shares.hasRoom(MALLORY, 900, false));
        assertEquals(90, shares.events(MALLORY, false));
        assertFalse(shares.hasRoom(MALLORY, 901, false));
    }
}
