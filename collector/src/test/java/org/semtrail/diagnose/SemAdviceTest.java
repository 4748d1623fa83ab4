package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.IpcKernel;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.SysctlLine;
import org.semtrail.capture.host.SysctlLine.Effect;

class SemAdviceTest {
    private static final IpcKernel LINUX_6 = new IpcKernel(false, false, true);

    @Test
    void theFourFieldsKeepTheirOrder() {
        assertLine("32000 1024000000 500 32000", advice(Limits.sem(250, 32_000, 32, 128, 121, 121), 0, 0, 2));
    }

    @Test
    void nothingEverFallsBelowWhatRuns() {
        assertLine(
                "64000 2000000000 1000 32768",
                advice(Limits.sem(64_000, 2_000_000_000, 1000, 32_768, 1, 1), 10, 10, 1));
    }

    @Test
    void useTimesHeadroomFits() {
        IpcKernel old = new IpcKernel(true, false, true);
        Present present = new Present(Limits.sem(250, 32_000, 32, 128, 121, 20_000), true, false, old);
        assertLine("250 40000 32 242", SemAdvice.of(present, 0, 0, 2));
    }

    @Test
    void semaphoresAreNeverFewerThanSets() {
        IpcKernel old = new IpcKernel(true, false, true);
        Present present = new Present(Limits.sem(250, 1000, 32, 128, 1, 1), true, false, old);
        assertLine("250 32000 32 30000", SemAdvice.of(present, 30_000, 0, 1));
        assertLine("250 32768 32 32768", SemAdvice.of(present, 32_768, 0, 1));
    }

    @Test
    void headroomStopsAtTheKernelsCapAndADemandBeyondItIsRefused() {
        assertLine("32000 1024000000 500 32768", advice(Limits.DEFAULTS, 30_000, 0, 2));
        assertNotNull(advice(Limits.DEFAULTS, 40_000, 0, 1).tooMany());
    }

    @Test
    void aHostThatHasEnoughHearsThat() {
        assertTrue(!advice(Limits.DEFAULTS, 0, 0, 2).isChange());
    }

    @Test
    void theFileSortsAfterTheOneThatSetsItAlready() {
        SysctlLine vendor = line("/usr/lib/sysctl.d/98-oracle.conf");
        assertEquals(
                "/etc/sysctl.d/zz-semtrail.conf",
                SemAdvice.place(List.of(vendor)).file());
        assertEquals(
                "/etc/sysctl.d/60-semtrail.conf", SemAdvice.place(List.of()).file());
    }

    @Test
    void aRunningWrongOrderIsNotKept() {
        assertLine("64000 1024000000 500 32000", advice(Limits.sem(32_000, 64_000, 1_024_000_000, 500, 3, 3), 0, 0, 2));
    }

    @Test
    void aLineThatStillWinsIsNamed() {
        List<String> after = SemAdvice.place(List.of(line("/etc/sysctl.conf"))).others();
        assertEquals(1, after.size());
        assertTrue(after.get(0).startsWith("/etc/sysctl.conf:7 "));
        assertTrue(after.get(0).endsWith("or it wins."));
    }

    private static SysctlLine line(String file) {
        return new SysctlLine(file, 7, "kernel.sem", "250 32000 100 128", Effect.EFFECTIVE, null);
    }

    private static SemAdvice advice(IpcLimits limits, long sets, long semaphores, double headroom) {
        return SemAdvice.of(new Present(limits, true, false, LINUX_6), sets, semaphores, headroom);
    }

    private static void assertLine(String expected, SemAdvice advice) {
        assertTrue(advice.text().endsWith("\nkernel.sem = " + expected + "\n"), advice.text());
    }
}
