package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.HostProcess.Task;

/** What is read of a captured /proc full of odd processes. */
class ProcessReaderTest {
    private static final Instant BOOT = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    private Path root;

    private CapturedTree tree;

    @BeforeEach
    void capturedProcesses() throws IOException {
        tree = CapturedTree.at(root);
    }

    @Test
    void anOrdinaryProcessIsReadWhole() throws IOException {
        tree.put("/proc/" + tree.pid("sleeps") + "/cgroup", "0::/system.slice/cron.service\n");
        HostProcess sleep = process("sleeps");
        assertEquals("sleep", sleep.comm());
        assertEquals("/captured/usr/bin/sleep", sleep.exe());
        assertEquals(List.of("sleep", "600"), sleep.args());
        assertEquals("cron.service", sleep.home().unit());
        assertTrue(sleep.alive() && sleep.readable() && !sleep.init() && !sleep.stopped());
        assertEquals(new HostProcess.Owner(Set.of(0L), Set.of(0L), true), sleep.owner());
        assertEquals(1, sleep.tasks().size());
        assertTrue(sleep.mayBeIn(sleep.tasks().get(0).ipcNs()));
        assertFalse(sleep.mayBeIn(IpcNamespace.INITIAL));
    }

    @Test
    void theStartIsBootPlusHundredthsOfSeconds() throws IOException {
        int pid = tree.pid("sleeps");
        String stat = Files.readString(tree.proc(pid).resolve("stat"));
        long ticks = Long.parseLong(stat.split(" ")[21]);
        assertEquals(BOOT.plusMillis(ticks * 10), process("sleeps").start());
    }

    @Test
    void aNameWithAParenthesisAndANewlineDoesNotMoveTheFields() {
        HostProcess liar = process("comm ends in the middle");
        assertEquals("a) R 1\n(x", liar.comm());
        assertEquals(process("sleeps").ppid(), liar.ppid());
        assertTrue(liar.alive());
    }

    @Test
    void aNameOfEscapeSequencesIsKeptAsItIsForOutputsToEscape() {
        assertEquals("\u001b[2J\u001b[31mroot", process("escape sequences").comm());
    }

    @Test
    void theParenthesesOfSdPamBelongToItsName() {
        assertEquals("(sd-pam)", process("(sd-pam)").comm());
    }

    @Test
    void aProcessWhoseLeaderExitedLivesInItsOtherThread() {
        HostProcess headless = process("leader exited");
        assertTrue(headless.alive());
        assertEquals(1, headless.tasks().size());
        assertTrue(headless.tasks().get(0).tid() != headless.pid());
        assertEquals("python3.11", headless.program(), "the leader's exe is gone, its thread's is not");
        assertTrue(headless.readable());
    }

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "x86-64 call numbers are captured")
    void theThreadThatOutlivedItsLeaderIsSeenWaiting() {
        assertEquals(1, process("leader exited").tasks().get(0).waitsOn());
    }

    @Test
    void aZombieIsDead() {
        HostProcess zombie = process("zombie");
        assertFalse(zombie.alive());
        assertEquals(List.of(), zombie.tasks());
    }

    @Test
    void aStoppedProcessLives() {
        HostProcess stopped = process("stopped");
        assertTrue(stopped.stopped() && stopped.alive());
    }

    @Test
    void kernelThreadsHoldNoSemaphores() {
        assertEquals(List.of(), process("kernel threads").tasks());
        List<HostProcess> others =
                all().values().stream().filter(p -> p.ppid() == 2).toList();
        assertEquals(1, others.size());
        assertEquals(List.of(), others.get(0).tasks());
        assertTrue(others.get(0).readable());
    }

    @Test
    void inAPidNamespaceProcess2AndItsChildrenAreOrdinary() throws IOException {
        Path dir = tree.proc(tree.pid("sleeps"));
        String stat = Files.readString(dir.resolve("stat"));
        Files.writeString(dir.resolve("stat"), stat.replaceFirst("\\) S \\d+", ") S 2"));
        assertEquals(2, process("sleeps").ppid());
        assertEquals(1, process("sleeps").tasks().size());
    }

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "x86-64 call numbers are captured")
    void twoOfSixtyFourThreadsWaitEachOnItsSet() {
        HostProcess busy = process("64 threads");
        assertEquals(64, busy.tasks().size());
        Map<Integer, Long> waits = busy.tasks().stream()
                .map(Task::waitsOn)
                .filter(semid -> semid >= 0)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(Map.of(0, 1L, 1, 1L), waits, "set 0 by semop, set 1 by semtimedop");
    }

    @Test
    void groupsAreAlsoTheSupplementaryOnes() {
        HostProcess.Owner owner = process("unprivileged, waits").owner();
        assertEquals(new HostProcess.Owner(Set.of(33L), Set.of(33L, 44L), false), owner);
    }

    @Test
    void aProcessIsWhoAnyOfItsThreadsIs() throws IOException {
        HostProcess.Owner before = process("64 threads").owner();
        Path other = tree.proc(tree.pid("64 threads"))
                .resolve("task/" + process("64 threads").tasks().get(40).tid());
        Files.writeString(
                other.resolve("status"),
                "Name:\tx\nUid:\t7\t8\t8\t8\nGid:\t9\t9\t9\t9\nGroups:\t5\nCapEff:\t0\nCapPrm:\t0\n");
        HostProcess.Owner owner = process("64 threads").owner();
        assertTrue(owner.uids().containsAll(before.uids()) && owner.uids().containsAll(Set.of(7L, 8L)));
        assertTrue(owner.gids().containsAll(Set.of(9L, 5L)));
        assertEquals(before.privileged(), owner.privileged());
    }

    @Test
    void aThreadWhoseStatusMayNotBeReadMakesTheProcessUnreadable() throws IOException {
        Path other = tree.proc(tree.pid("64 threads"))
                .resolve("task/" + process("64 threads").tasks().get(40).tid());
        Files.delete(other.resolve("status"));
        assertFalse(process("64 threads").readable());
        Files.delete(other.resolve("stat"));
        assertTrue(process("64 threads").readable(), "it is gone");
    }

    @Test
    void anUnreadableStatusMakesTheProcessUnreadableAndIsTold() throws IOException {
        Files.delete(tree.proc(tree.pid("sleeps")).resolve("status"));
        assertFalse(process("sleeps").readable());
        assertNull(process("sleeps").owner());
        assertEquals(List.of(Unseen.Kind.DENIED), kindsOfGaps());
    }

    @Test
    void aNamespaceThatMayNotBeReadMakesTheProcessUnreadable() throws IOException {
        Path link = tree.proc(tree.pid("sleeps")).resolve("ns/ipc");
        Files.delete(link);
        Files.createFile(link);
        assertFalse(process("sleeps").readable());
        assertTrue(process("sleeps").mayBeIn(7), "it may be in any");
    }

    @Test
    void aTornStatIsAGapAndNeverADeadProcess() throws IOException {
        for (String torn :
                List.of("", "17", "17 (sleep", "17 (sleep) S 1 1 1", "17 (sleep) S x 1 1 0 -1 4 7 0 0 0 0")) {
            tree.put("/proc/17/stat", torn);
            assertFalse(all().containsKey(17), torn);
            assertEquals(List.of(Unseen.Kind.FAILED), kindsOfGaps(), torn);
        }
    }

    @Test
    void aProcessThatExitedWhileItWasReadIsNoGap() throws IOException {
        Files.delete(tree.proc(tree.pid("sleeps")).resolve("stat"));
        assertFalse(all().containsKey(tree.pid("sleeps")));
        assertEquals(List.of(), kindsOfGaps());
    }

    @Test
    void processOneOfAContainerIsAnInit() throws IOException {
        String status = "/proc/" + tree.pid("sleeps") + "/status";
        tree.put(status, "Name:\tsleep\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nGroups:\t\nNSpid:\t26896\t1\n");
        assertTrue(process("sleeps").init());
        assertFalse(process("stopped").init());
        tree.put(status, "Name:\tx\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nNStgid:\t26896\t1\nNSpid:\t26899\t4\n");
        assertTrue(process("sleeps").init(), "the thread that outlived its leader");
    }

    @Test
    void anEmptyProcIsUnseenAndNotAHostWithoutProcesses() {
        Reading<HostProcess> nothing = new ProcessReader(new HostRoot(root.resolve("none")), BOOT).readAll();
        assertEquals(Unseen.Kind.FAILED, nothing.unseen().get(0).kind());
    }

    @Test
    void whoIsNotBlockedInSemopWaitsOnNothing() {
        for (String other :
                new String[] {null, "", "running\n", "-1 0x7ffe 0x7f0\n", "65\n", "65 0x\n", "230 0x1 0x1\n"}) {
            assertEquals(-1, ProcessReader.waitsOn(other), String.valueOf(other));
        }
    }

    private HostProcess process(String name) {
        return all().get(tree.pid(name));
    }

    private Map<Integer, HostProcess> all() {
        return reading().rows().stream().collect(Collectors.toMap(HostProcess::pid, Function.identity()));
    }

    private List<Unseen.Kind> kindsOfGaps() {
        return reading().unseen().stream().map(Unseen::kind).toList();
    }

    private Reading<HostProcess> reading() {
        return new ProcessReader(tree.host(), BOOT).readAll();
    }
}
