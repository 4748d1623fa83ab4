package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.Creator;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;

/** How long a verdict serves while sets are being removed. */
class FreshVerdictsTest {
    private static final long NS = 4026531839L;
    private static final SysvSem SET = new SysvSem(NS, 7, 0, 0600, 33, 33, 0, 0, 1, 0, 1000, null);

    private long millis;
    private long lookMillis = 50;
    private final List<List<SysvSem>> looks = new ArrayList<>();

    private final FreshVerdicts fresh = new FreshVerdicts(this::look, () -> millis * 1_000_000, null, facts());

    @Test
    void thePlanIsTooOldForAVerdict() {
        fresh.of(SET);
        assertEquals(1, looks.size());
    }

    @Test
    void aMomentLaterALookStillServes() {
        fresh.of(SET);
        millis += 149;
        fresh.of(SET);
        assertEquals(1, looks.size());
    }

    @Test
    void theAgeOfAVerdictCountsFromTheBeginningOfTheLook() {
        fresh.of(SET);
        millis += 151;
        fresh.of(SET);
        assertEquals(2, looks.size(), "201 ms ago the tables were read");
    }

    @Test
    void aSlowLookServesAsLongAgainAndNoLonger() {
        lookMillis = 3000;
        fresh.of(SET);
        millis += 3000;
        fresh.of(SET);
        assertEquals(1, looks.size());
        millis++;
        fresh.of(SET);
        assertEquals(2, looks.size());
    }

    @Test
    void aLookKnowsWhatWeRemoved() {
        fresh.of(SET);
        fresh.removed(SET);
        millis += 1000;
        fresh.of(SET);
        assertEquals(List.of(List.of(), List.of(SET)), looks);
    }

    @Test
    void aSetThatIsGoneHasNoVerdict() {
        assertNull(fresh.of(new SysvSem(NS, 8, 0, 0600, 33, 33, 0, 0, 1, 0, 1000, null)));
        assertNull(fresh.of(new SysvSem(NS + 1, 7, 0, 0600, 33, 33, 0, 0, 1, 0, 1000, null)));
        assertEquals(SET, fresh.of(SET).sem());
    }

    private HostFacts look(List<SysvSem> removed) {
        looks.add(List.copyOf(removed));
        millis += lookMillis;
        return facts();
    }

    private static HostFacts facts() {
        SetFacts set = new SetFacts(SET, Verdict.ORPHAN, List.of(), Creator.UNKNOWN, List.of(), List.of(), null);
        IpcNamespace ns = new IpcNamespace(NS, true, List.of(), java.util.Set.of(), java.util.Set.of(), null);
        return new HostFacts(
                Instant.EPOCH,
                NS,
                List.of(new NamespaceFacts(ns, List.of(set), new IpcLimits(List.of()))),
                List.of(),
                true,
                UserNames.read(new HostRoot(Path.of("/nonexistent"))),
                List.of());
    }
}
