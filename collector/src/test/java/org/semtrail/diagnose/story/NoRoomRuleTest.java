package org.semtrail.diagnose.story;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.story.MadeStory;

class NoRoomRuleTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void whetherALeakGoesOnIsNotKnownWhereNoSetWasMadeInTheTimeThatIsAskedFor() {
        MadeJvm leaking = new MadeJvm(1, 7, AT);
        for (int set = 0; set < 40; set++) {
            leaking.makes(set).later(Duration.ofMinutes(1));
        }
        leaking.later(Duration.ofHours(1));
        MadeJvm victim = new MadeJvm(2, 7, AT.plusSeconds(5000)).isRefused(Errno.ENOSPC);
        StoryFinding finding = new NoRoomRule()
                .check(MadeStory.of(MadeStory.between(AT.plusSeconds(4900), AT.plusSeconds(6000)), leaking, victim))
                .get(0);
        assertTrue(finding.again().startsWith("Not known: JVM (pid 1) made no set in the time"), finding.toString());
    }
}
