package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysctlLine;
import org.semtrail.capture.host.SysctlLine.Effect;
import org.semtrail.diagnose.Finding.Severity;

class SysctlLinesRuleTest {
    private static final IpcLimits BUSY = Limits.sem(32_000, 1_024_000_000, 500, 32_000, 200, 200);

    @Test
    void firesOnNetdatasAdviceInAFile() {
        Finding finding = check(Limits.DEFAULTS, line("32000 64000 1024000000 500", Effect.EFFECTIVE))
                .get(0);
        assertEquals("sysctl-wrong-order", finding.id());
        assertTrue(finding.why().contains("Netdata"));
        assertEquals(
                "sed -i.bak '3s/.*/kernel.sem = 64000 1024000000 500 32000/' '/etc/sysctl.d/it'\\''s.conf'",
                finding.remedy().get(1));
    }

    @Test
    void firesOnNetdatasAdviceThatRunsWithoutAFile() {
        List<Finding> findings = check(Limits.sem(32_000, 64_000, 1_024_000_000, 500, 3, 3));
        assertEquals("running-sem-wrong-order", findings.get(0).id());
        assertEquals(
                "sysctl -w kernel.sem='64000 1024000000 500 32000'",
                findings.get(0).remedy().get(0));
    }

    @Test
    void aLineBelowWhatIsInUseIsCritical() {
        assertEquals(
                Severity.CRITICAL,
                check(BUSY, line("250 32000 100 128", Effect.EFFECTIVE)).get(0).severity());
    }

    @Test
    void aBadLineWithoutEffectIsOnlyANote() {
        assertEquals(
                Severity.NOTE,
                check(BUSY, line("32000 64000 1024000000 500", Effect.OVERRIDDEN))
                        .get(0)
                        .severity());
    }

    @Test
    void filesOfAContainerAreOnlyANote() {
        List<Finding> findings = new SysctlLinesRule()
                .check(MadeUp.host(
                        MadeUp.with(line("32000 64000 1024000000 500", Effect.EFFECTIVE)),
                        List.of(),
                        MadeUp.namespace(MadeUp.CONTAINER_NS, Limits.DEFAULTS)));
        assertEquals(Severity.NOTE, findings.get(0).severity());
    }

    @Test
    void silentOnALineThatRuns() {
        assertEquals(List.of(), check(BUSY, line("32000 1024000000 500 32000", Effect.EFFECTIVE)));
    }

    @Test
    void silentOnAHostWithoutLines() {
        assertEquals(List.of(), check(Limits.DEFAULTS));
    }

    private static List<Finding> check(IpcLimits limits, SysctlLine... lines) {
        return new SysctlLinesRule()
                .check(MadeUp.host(MadeUp.with(lines), List.of(), MadeUp.namespace(IpcNamespace.INITIAL, limits)));
    }

    private static SysctlLine line(String value, Effect effect) {
        String by = effect == Effect.EFFECTIVE ? null : "/etc/sysctl.d/zz.conf:1";
        return new SysctlLine("/etc/sysctl.d/it's.conf", 3, "kernel.sem", value, effect, by);
    }
}
