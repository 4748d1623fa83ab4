package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.jfr.JvmEvent.Retold;
import org.semtrail.capture.jfr.JvmEvent.SemGet;

class RetellingsTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final JvmStack STACK = new JvmStack(List.of(new JvmFrame("shop.Shop", "open", 7)), false);

    @Test
    void objectsOfOneStackShareItAlsoWhenItIsToldAfterThem() {
        List<JvmEvent> told = List.of(
                new Retold(AT, get(1, JvmStack.NONE), 5),
                new Retold(AT, get(2, STACK), 5),
                new Retold(AT, get(3, JvmStack.NONE), 6));
        assertEquals(List.of(get(1, STACK), get(2, STACK), get(3, JvmStack.NONE)), Retellings.resolve(told));
    }

    private static SemGet get(int semid, JvmStack stack) {
        JvmCall call = new JvmCall(
                AT.minusSeconds(100 - semid),
                Duration.ZERO,
                "semget",
                "jna",
                false,
                semid,
                false,
                0,
                false,
                JvmThread.UNKNOWN,
                stack);
        return new SemGet(call, 0, 1, 0600, semid);
    }
}
