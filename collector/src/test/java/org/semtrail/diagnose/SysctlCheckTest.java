package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.IpcKernel;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.SysctlFiles;
import org.semtrail.capture.host.SysctlLine;

/** What is said about lines of sysctl configuration. */
class SysctlCheckTest {
    private static final IpcKernel LINUX_6 = new IpcKernel(false, false, true);
    private static final IpcKernel LINUX_3_10 = new IpcKernel(true, false, true);

    @TempDir
    private Path folder;

    @Test
    void netdatasAdviceIsRecognisedAndPutRight() {
        List<SysctlProblem> problems = problems(Limits.DEFAULTS, LINUX_6, fixture("netdata.conf"));
        assertEquals(List.of("wrong-order"), ids(problems));
        assertTrue(problems.get(0).what().contains("ipcs -ls"));
        assertEquals("kernel.sem = 64000 1024000000 500 32000", problems.get(0).better());
    }

    @Test
    void oraclesLineLowersTodaysKernel() {
        List<SysctlProblem> problems = problems(Limits.DEFAULTS, LINUX_6, fixture("oracle.conf"));
        SysctlProblem sem = problems.get(problems.size() - 1);
        assertEquals("lowers", sem.id());
        assertTrue(sem.what().contains("SEMMNI from the running 32000 to 128"), sem.what());
        assertEquals(
                List.of(true),
                problems.stream().map(SysctlProblem::isBad).filter(b -> b).toList());
    }

    @Test
    void oraclesLineRaisesAKernelBefore319() {
        IpcLimits old = Limits.sem(250, 32_000, 32, 128, 4, 4);
        assertEquals(List.of(), ids(problems(old, LINUX_3_10, line("kernel.sem = 250 32000 100 128"))));
    }

    @Test
    void eachMistakeOfTheFixtureIsNamed() {
        List<String> ids = problems(Limits.DEFAULTS, LINUX_6, fixture("many-mistakes.conf")).stream()
                .filter(SysctlProblem::isBad)
                .map(p -> p.line().number() + " " + p.id())
                .toList();
        assertEquals(
                List.of(
                        "1 no-assignment",
                        "2 not-a-number",
                        "3 too-few-fields",
                        "4 octal",
                        "5 unknown-key",
                        "6 out-of-range",
                        "6 semmns-too-small",
                        "7 out-of-range",
                        "8 wrong-order",
                        "9 too-many-fields",
                        "10 out-of-range"),
                ids);
    }

    @Test
    void goodLinesAreLeftAlone() {
        for (String good :
                List.of("32000 1024000000 500 32000", "64000 1024000000 500 32768", "32000 2147483647 5000 32000")) {
            assertEquals(List.of(), ids(problems(Limits.DEFAULTS, LINUX_6, line("kernel.sem = " + good))), good);
        }
    }

    @Test
    void lessThanIsInUseIsSaidBesideTheLowering() {
        IpcLimits busy = Limits.sem(32_000, 1_024_000_000, 500, 32_000, 200, 3400);
        List<SysctlProblem> problems = problems(busy, LINUX_6, line("kernel.sem = 250 32000 100 128"));
        assertEquals(List.of("below-use", "lowers"), ids(problems));
        assertTrue(problems.get(0).what().contains("SEMMNI 128 with 200 in use"));
    }

    @Test
    void aLeadingZeroIsOctalToTheKernel() {
        SysctlProblem octal = problems(Limits.DEFAULTS, LINUX_6, line("kernel.shmmni = 010000"))
                .get(0);
        assertEquals("octal", octal.id());
        assertTrue(octal.what().contains("4096"));
        assertEquals("kernel.shmmni = 10000", octal.better());
    }

    @Test
    void invisibleCharactersFromAWebPageAreNamed() {
        assertEquals(
                List.of("unknown-key", "not-a-number"),
                ids(problems(Limits.DEFAULTS, LINUX_6, fixture("pasted.conf")).stream()
                        .filter(SysctlProblem::isBad)
                        .toList()));
    }

    @Test
    void binaryContentIsJudgedWithoutFailing() {
        assertEquals(
                4,
                problems(Limits.DEFAULTS, LINUX_6, fixture("binary.conf")).stream()
                        .filter(SysctlProblem::isBad)
                        .count());
    }

    @Test
    void moreSetsThanUsualAreFineWithIpcmniExtend() {
        IpcKernel extended = new IpcKernel(false, true, true);
        assertEquals(
                List.of(), ids(problems(Limits.DEFAULTS, extended, line("kernel.sem = 32000 1024000000 500 100000"))));
    }

    @Test
    void configuredAndRunningMayNotDiffer() {
        Present host = new Present(Limits.DEFAULTS, true, true, LINUX_6);
        SysctlLine line = new SysctlLine(
                "/etc/sysctl.d/a.conf",
                1,
                "kernel.sem",
                "64000 1024000000 500 32000",
                SysctlLine.Effect.EFFECTIVE,
                null);
        assertEquals(List.of("not-loaded"), ids(SysctlCheck.check(List.of(line), host)));
        SysctlLine same = new SysctlLine(
                "/etc/sysctl.d/a.conf",
                1,
                "kernel.sem",
                "32000\t1024000000 500 32000",
                SysctlLine.Effect.EFFECTIVE,
                null);
        assertEquals(List.of(), ids(SysctlCheck.check(List.of(same), host)));
    }

    @Test
    void sysctlConfIsLostAtBootOnlyWhereSystemdLoads() {
        SysctlLine line = new SysctlLine(
                "/etc/sysctl.conf",
                1,
                "kernel.sem",
                "32000 1024000000 500 32000",
                SysctlLine.Effect.SYSCTL_SYSTEM_ONLY,
                null);
        Present systemd = new Present(Limits.DEFAULTS, true, true, LINUX_6);
        Present other = new Present(Limits.DEFAULTS, true, true, new IpcKernel(false, false, false));
        assertEquals(List.of("not-at-boot"), ids(SysctlCheck.check(List.of(line), systemd)));
        assertEquals(List.of(), ids(SysctlCheck.check(List.of(line), other)));
    }

    private static List<SysctlProblem> problems(IpcLimits limits, IpcKernel kernel, Path file) {
        return SysctlCheck.check(SysctlFiles.read(List.of(file)).rows(), new Present(limits, true, false, kernel));
    }

    private static List<String> ids(List<SysctlProblem> problems) {
        return problems.stream().map(SysctlProblem::id).toList();
    }

    private Path line(String text) {
        try {
            return Files.writeString(folder.resolve("line.conf"), text + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path fixture(String name) {
        return Path.of("src/test/resources/host/sysctl", name);
    }
}
