package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.CgroupHome;
import org.semtrail.capture.host.FileStat;
import org.semtrail.capture.host.FileStat.FileId;
import org.semtrail.capture.host.Holders;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostProcess.Owner;
import org.semtrail.capture.host.HostProcess.Task;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.HostView;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.PosixFile;
import org.semtrail.capture.host.PosixMq;
import org.semtrail.capture.host.PosixSem;
import org.semtrail.capture.host.PosixShm;
import org.semtrail.capture.host.SystemdUnits;
import org.semtrail.capture.host.SysvMsg;
import org.semtrail.capture.host.SysvShm;
import org.semtrail.capture.host.UserNames;

/** What is said of shared memory, queues and POSIX objects: one case that lets an object go, and those that keep it. */
class ObjectJudgesTest {
    private static final long NS = 4026531839L;
    private static final long BOB = 1000;
    private static final long EVE = 1001;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant MADE = NOW.minusSeconds(3600);
    private static final Holders NOBODY = new Holders(List.of(), true);

    @TempDir
    private Path root;

    private final List<HostProcess> processes = new ArrayList<>();
    private boolean complete = true;

    @BeforeEach
    void initLives() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), "bob:x:1000:\noracle:x:54321:\n");
        runs(1, 0, NOW.minusSeconds(90_000));
    }

    @Test
    void aKeylessSegmentOfADeadCreatorIsPresumedToBeAnOrphanAndNoMore() {
        assertEquals(Verdict.PRESUMED_ORPHAN, segment().judged());
    }

    @Test
    void aKeyedSegmentOfADeadCreatorIsPresumedToBeAnOrphanAndNoMore() {
        assertEquals(Verdict.PRESUMED_ORPHAN, segment().key(0x51).judged());
    }

    @Test
    void anAttachedSegmentIsInUseWhoeverIsDead() {
        assertEquals(Verdict.IN_USE, segment().nattch(1).judged());
    }

    @Test
    void aSegmentWhoseCreatorLivesIsPresumedInUse() {
        runs(700, BOB, MADE.minusSeconds(5));
        assertEquals(Verdict.PRESUMED_IN_USE, segment().judged());
    }

    @Test
    void whoGotTheNumberOfTheDeadCreatorLaterIsNotTheCreator() {
        runs(700, EVE, MADE.plusSeconds(600));
        assertEquals(Verdict.PRESUMED_ORPHAN, segment().judged());
    }

    @Test
    void aProcessOfTheSameUserMayKnowTheIdAndKeepsTheSegment() {
        runs(900, BOB, MADE.plusSeconds(1));
        assertEquals(Verdict.UNKNOWN, segment().judged());
    }

    @Test
    void aCreatorOfAnotherPidNamespaceIsNotDead() {
        assertEquals(Verdict.UNKNOWN, segment().cpid(0).judged());
    }

    @Test
    void whoAttachedLastAndLivesKnowsTheId() {
        runs(800, EVE, MADE.minusSeconds(50));
        assertEquals(Verdict.PRESUMED_IN_USE, segment().usedBy(800).judged());
    }

    @Test
    void withoutSightOfAllProcessesASegmentIsUnknown() {
        complete = false;
        assertEquals(Verdict.UNKNOWN, segment().judged());
    }

    @Test
    void aSegmentThatWasJustMadeIsUnknown() {
        assertEquals(Verdict.UNKNOWN, segment().at(NOW.minusMillis(200)).judged());
    }

    @Test
    void segmentsOfPostgresqlAndOracleAreRefused() {
        assertNotNull(segment().key(0x51).size(56).facts().refusal());
        assertNotNull(segment().owner(54321).facts().refusal());
        assertNull(segment().size(56).facts().refusal(), "PostgreSQL's has a key");
    }

    @Test
    void aQueueOnWhichSomebodyWaitsIsInUseThoughNobodyEverUsedIt() {
        assertEquals(Verdict.IN_USE, queue(0, 0, 0, new Holders(List.of(900), true)));
    }

    @Test
    void aQueueWhoseLastReceiverLivesIsInUse() {
        runs(900, EVE, MADE);
        assertEquals(Verdict.IN_USE, queue(700, 900, 0, NOBODY));
    }

    @Test
    void aQueueWhosePartnersAreDeadIsPresumedToBeAnOrphan() {
        assertEquals(Verdict.PRESUMED_ORPHAN, queue(700, 701, 0, NOBODY));
    }

    @Test
    void aQueueThatNobodyEverReadIsUnknown() {
        assertEquals(Verdict.UNKNOWN, queue(700, 0, 3, NOBODY));
    }

    @Test
    void aQueueOfWhichTheWaitersCouldNotBeSeenIsUnknown() {
        assertEquals(Verdict.UNKNOWN, queue(700, 701, 0, new Holders(List.of(), false)));
    }

    @Test
    void aNamedObjectThatNobodyHoldsIsPresumedToBeAnOrphanAndNoMore() {
        assertEquals(Verdict.PRESUMED_ORPHAN, semaphore(NOBODY, 0L, MADE));
        assertEquals(Verdict.PRESUMED_ORPHAN, memory(NOBODY));
        assertEquals(Verdict.PRESUMED_ORPHAN, posixQueue(NOBODY, null));
    }

    @Test
    void aNamedObjectThatSomebodyMapsIsInUse() {
        Holders one = new Holders(List.of(900), false);
        assertEquals(Verdict.IN_USE, semaphore(one, 0L, MADE));
        assertEquals(Verdict.IN_USE, memory(one));
    }

    @Test
    void withoutSightOfAllMapsNobodyIsNotNobody() {
        assertEquals(Verdict.UNKNOWN, memory(new Holders(List.of(), false)));
    }

    @Test
    void aSemaphoreThatCountsWaitersWhomWeDoNotSeeIsUnknown() {
        assertEquals(Verdict.UNKNOWN, semaphore(NOBODY, 2L, MADE));
    }

    @Test
    void aNamedObjectThatWasJustMadeIsUnknown() {
        assertEquals(Verdict.UNKNOWN, semaphore(NOBODY, 0L, NOW));
    }

    @Test
    void aQueueWhoseMessagesAProcessWaitsToBeToldOfIsInUse() {
        runs(900, BOB, MADE);
        assertEquals(Verdict.IN_USE, posixQueue(NOBODY, 900));
    }

    private void runs(int pid, long uid, Instant start) {
        processes.add(new HostProcess(
                pid,
                pid == 1 ? 0 : 1,
                start,
                true,
                false,
                pid == 1,
                "prog" + pid,
                "/usr/bin/prog" + pid,
                List.of(),
                new Owner(Set.of(uid), Set.of(uid), uid == 0),
                CgroupHome.UNKNOWN,
                List.of(new Task(pid, NS, -1)),
                1,
                1,
                1));
    }

    private Ground ground() {
        HostView view = new HostView(NOW, NS, List.of(), processes, true, complete, false, List.of());
        IpcNamespace ns = new IpcNamespace(NS, true, List.of(), Set.of(1), Set.of(), null);
        HostRoot host = new HostRoot(root);
        return new Ground(
                NOW,
                List.of(ns),
                view,
                new Life(view),
                new UnitTimes(new SystemdUnits(host), NOW, 0),
                UserNames.read(host));
    }

    private Segment segment() {
        return new Segment();
    }

    /** Private, of bob, made an hour ago by 700, who is dead. */
    private final class Segment {
        private int key;
        private long uid = BOB;
        private long size = 4096;
        private long nattch;
        private int cpid = 700;
        private int lpid;
        private Instant atime;
        private Instant ctime = MADE;

        Segment key(int value) {
            key = value;
            return this;
        }

        Segment owner(long value) {
            uid = value;
            return this;
        }

        Segment size(long value) {
            size = value;
            return this;
        }

        Segment nattch(long value) {
            nattch = value;
            return this;
        }

        Segment cpid(int value) {
            cpid = value;
            return this;
        }

        Segment usedBy(int pid) {
            lpid = pid;
            atime = MADE.plusSeconds(60);
            return this;
        }

        Segment at(Instant value) {
            ctime = value;
            return this;
        }

        ObjectFacts<SysvShm> facts() {
            SysvShm row = new SysvShm(
                    NS, key, 7, 0600, uid, uid, uid, uid, size, nattch, cpid, lpid, atime, null, ctime, NOBODY);
            return new ShmJudge(ground(), List.of(row)).judge(row);
        }

        Verdict judged() {
            return facts().verdict();
        }
    }

    /** ipc/mqueue.c mqueue_read_file; a message that comes or goes moves mtime. */
    @Test
    void aPosixQueueThatWasOnlyLookedAtIsNotTouched() {
        assertEquals(Verdict.PRESUMED_ORPHAN, posixQueue(MADE, NOW));
        assertEquals(Verdict.UNKNOWN, posixQueue(NOW, NOW));
    }

    private Verdict posixQueue(Instant mtime, Instant ctime) {
        return new PosixJudge(ground())
                .judge(new PosixMq(file(NOBODY, mtime, ctime), 0L, null))
                .verdict();
    }

    private Verdict queue(int lspid, int lrpid, long qnum, Holders waiting) {
        SysvMsg row = new SysvMsg(
                NS,
                0x51,
                3,
                0600,
                BOB,
                BOB,
                BOB,
                BOB,
                qnum * 10,
                qnum,
                16384L,
                lspid,
                lrpid,
                lspid == 0 ? null : MADE.plusSeconds(60),
                lrpid == 0 ? null : MADE.plusSeconds(61),
                MADE,
                waiting);
        return new MsgJudge(ground()).judge(row).verdict();
    }

    private Verdict semaphore(Holders holders, Long waiters, Instant made) {
        PosixSem sem = new PosixSem(file(holders, made), 1L, waiters, "glibc64");
        return new PosixJudge(ground()).judge(sem).verdict();
    }

    private Verdict memory(Holders holders) {
        return new PosixJudge(ground()).judge(new PosixShm(file(holders, MADE))).verdict();
    }

    private Verdict posixQueue(Holders holders, Integer notifyPid) {
        return new PosixJudge(ground())
                .judge(new PosixMq(file(holders, MADE), 0L, notifyPid))
                .verdict();
    }

    private static PosixFile file(Holders holders, Instant made) {
        return file(holders, made, made);
    }

    private static PosixFile file(Holders holders, Instant mtime, Instant ctime) {
        FileId id = new FileId(0x29, 7);
        FileStat stat = new FileStat(id, 0100600, 1, BOB, BOB, 32, mtime, mtime, ctime);
        return new PosixFile("jobs", Path.of("/dev/shm/sem.jobs"), id, 1L, null, false, stat, holders);
    }
}
