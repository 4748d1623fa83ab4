package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.diagnose.Finding.Severity;

class HostRaisedContainerStarvesRuleTest {
    @Test
    void firesWhereTheContainerIsFullAndTheHostHasRoom() {
        List<Finding> findings = check(Limits.DEFAULTS, Limits.sem(250, 32_000, 32, 128, 128, 128));
        assertEquals(1, findings.size());
        assertEquals(Severity.CRITICAL, findings.get(0).severity());
        assertTrue(findings.get(0).what().contains("(container 0123456789ab) uses 128 of 128 semaphore sets"));
        assertTrue(findings.get(0)
                .remedy()
                .contains("nsenter -t 77 --ipc sysctl -w kernel.sem='32000 1024000000 500 32000'"));
    }

    @Test
    void warnsFromFourFifthsOn() {
        List<Finding> findings = check(Limits.DEFAULTS, Limits.sem(250, 32_000, 32, 100, 80, 80));
        assertEquals(Severity.WARNING, findings.get(0).severity());
    }

    @Test
    void silentWhereTheContainerHasRoom() {
        assertEquals(List.of(), check(Limits.DEFAULTS, Limits.sem(250, 32_000, 32, 128, 10, 10)));
    }

    @Test
    void silentWhereTheHostHasNoMoreEither() {
        assertEquals(List.of(), check(Limits.DEFAULTS, Limits.sem(32_000, 1_024_000_000, 500, 32_000, 32_000, 32_000)));
    }

    @Test
    void silentWithoutSightOfTheHostsOwnNamespace() {
        assertEquals(
                List.of(),
                new HostRaisedContainerStarvesRule()
                        .check(MadeUp.host(
                                HostConfig.UNKNOWN,
                                List.of(),
                                MadeUp.namespace(MadeUp.CONTAINER_NS, Limits.sem(1, 1, 1, 1, 1, 1)))));
    }

    private static List<Finding> check(IpcLimits host, IpcLimits container) {
        HostProcess inside =
                MadeUp.process(77, 999, "docker.service", "0123456789abcdef".repeat(4), MadeUp.CONTAINER_NS);
        return new HostRaisedContainerStarvesRule()
                .check(MadeUp.host(
                        HostConfig.UNKNOWN,
                        List.of(inside),
                        MadeUp.namespace(IpcNamespace.INITIAL, host),
                        MadeUp.namespace(MadeUp.CONTAINER_NS, container)));
    }
}
