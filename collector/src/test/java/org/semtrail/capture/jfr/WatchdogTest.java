package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WatchdogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void whatEndsInTimeGivesItsResult() throws IOException {
        assertEquals(7, Watchdog.call(() -> 7, PATIENCE));
    }

    @Test
    void whatHangsIsLeftBehind() {
        CountDownLatch never = new CountDownLatch(1);
        assertThrows(
                Watchdog.TooSlow.class,
                () -> Watchdog.call(() -> never.await(1, TimeUnit.HOURS), Duration.ofMillis(20)));
    }

    @Test
    void whateverIsThrownIsAFaultOfTheFile() {
        IOException own = new IOException("torn");
        assertEquals(
                own,
                assertThrows(
                        IOException.class,
                        () -> Watchdog.call(
                                () -> {
                                    throw own;
                                },
                                PATIENCE)));
        IOException other = assertThrows(
                IOException.class,
                () -> Watchdog.call(
                        () -> {
                            throw new StackOverflowError();
                        },
                        PATIENCE));
        assertTrue(other.getMessage().contains("StackOverflowError"), other.getMessage());
    }
}
