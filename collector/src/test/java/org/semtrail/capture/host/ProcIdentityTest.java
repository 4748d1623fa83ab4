package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcIdentityTest {
    private static final int SELF = Math.toIntExact(ProcessHandle.current().pid());

    @Test
    void aProcessIsKnownByItsStartAsTheJvmAndTheKernelTellIt() {
        ProcIdentity self = ProcIdentity.read(HostRoot.LIVE, SELF).orElseThrow();
        assertEquals(SELF, self.pid());
        Instant java = ProcessHandle.current().info().startInstant().orElseThrow();
        Instant kernel = ProcIdentity.startOf(HostRoot.LIVE, self.startTicks());
        assertTrue(Duration.between(java, kernel).abs().compareTo(Duration.ofSeconds(3)) < 0, java + " " + kernel);
    }

    @Test
    void aProcessThatIsNotThereHasNoIdentity() {
        assertTrue(ProcIdentity.read(HostRoot.LIVE, 2_000_000_000).isEmpty());
    }

    @Test
    void noNumberOfAFileMakesAnImpossibleTime() {
        for (long ticks : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
            assertTrue(ProcIdentity.startOf(HostRoot.LIVE, ticks).isAfter(Instant.EPOCH));
        }
    }
}
