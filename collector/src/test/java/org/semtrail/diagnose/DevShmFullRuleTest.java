package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.DevShm;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.diagnose.Finding.Severity;

class DevShmFullRuleTest {
    private static final long MIB = 1 << 20;

    @Test
    void warnsFromNinetyPercentOn() {
        Finding finding =
                check(new DevShm(true, "tmpfs", 64 * MIB, 58 * MIB, 8000L, 3L)).get(0);
        assertEquals("dev-shm-full", finding.id());
        assertEquals(Severity.WARNING, finding.severity());
        assertTrue(finding.remedy().contains("mount -o remount,size=134217728 /dev/shm"));
    }

    @Test
    void isCriticalWhereNothingIsLeft() {
        assertEquals(
                Severity.CRITICAL,
                check(new DevShm(true, "tmpfs", 64 * MIB, 64 * MIB, 8000L, 3L))
                        .get(0)
                        .severity());
    }

    @Test
    void tellsMissingInodesFromMissingBytes() {
        Finding finding =
                check(new DevShm(true, "tmpfs", 64 * MIB, 0L, 8000L, 8000L)).get(0);
        assertEquals("dev-shm-no-inodes", finding.id());
        assertEquals(Severity.CRITICAL, finding.severity());
    }

    @Test
    void saysWhereNothingIsMounted() {
        assertEquals(
                "dev-shm-not-mounted",
                check(new DevShm(false, null, null, null, null, null)).get(0).id());
    }

    @Test
    void silentWithRoomWithoutLimitsAndWhereNothingIsKnown() {
        assertEquals(List.of(), check(new DevShm(true, "tmpfs", 64 * MIB, 57 * MIB, 8000L, 3L)));
        assertEquals(List.of(), check(new DevShm(true, "tmpfs", 0L, 5L, 0L, 5L)));
        assertEquals(List.of(), check(new DevShm(true, "tmpfs", 64 * MIB, MIB, null, null)));
        assertEquals(List.of(), new DevShmFullRule().check(MadeUp.host(HostConfig.UNKNOWN, List.of())));
    }

    private static List<Finding> check(DevShm devShm) {
        return new DevShmFullRule().check(MadeUp.host(MadeUp.with(devShm), List.of()));
    }
}
