package org.semtrail.correlate;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.HostView;
import org.semtrail.capture.host.HostView.Tables;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SystemdUnits;
import org.semtrail.capture.host.SysvSem;

/** A host that a test makes up, with one IPC namespace. It begins with an init and an sshd, older than all sets. */
final class MadeHost {
    static final long NS = 4026531839L;
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    /** When sets are made unless a test says otherwise. */
    static final long MADE = NOW.getEpochSecond() - 3600;

    static final int WWW = 33;
    static final int BOB = 1000;
    /** No process has it: beyond what a kernel hands out, so it is not the number of this JVM either. */
    static final int DEAD = 5_001_000;

    static final int SSHD = 5_000_001;

    final List<MadeProcess> processes = new ArrayList<>();
    final List<MadeSet> sets = new ArrayList<>();
    boolean allListed = true;
    boolean complete = true;
    boolean outsiders;
    boolean tableComplete = true;
    /** Whether the namespace has ended. */
    boolean gone;

    Set<Integer> pids = Set.of(1);
    Set<Integer> holders = Set.of();

    MadeHost() {
        runs(1, 0, 0, -86_400).program("systemd").init();
        runs(SSHD, 1, 0, -80_000).program("sshd");
    }

    /** @param start seconds after {@link #MADE} */
    MadeProcess runs(int pid, int ppid, long uid, long start) {
        MadeProcess process = new MadeProcess(pid, ppid, uid, Instant.ofEpochSecond(MADE + start));
        processes.add(process);
        return process;
    }

    /** In the shape of Apache's: made by root for www-data, initialised by a process that is dead, never operated. */
    MadeSet set(int semid) {
        MadeSet set = new MadeSet(semid);
        sets.add(set);
        return set;
    }

    HostView view() {
        IpcNamespace ns = new IpcNamespace(NS, true, List.of(), pids, holders, null);
        List<SysvSem> sems = sets.stream().map(MadeSet::row).toList();
        List<HostProcess> all = processes.stream().map(MadeProcess::row).toList();
        Tables tables = new Tables(ns, sems, tableComplete, new IpcLimits(List.of()));
        return new HostView(
                NOW, NS, gone ? List.of() : List.of(tables), all, allListed, complete, outsiders, List.of());
    }

    Census census() {
        HostView view = view();
        return new Census(view, view.namespaces().get(0), new Life(view));
    }

    SetFacts facts(int semid) {
        Census census = census();
        for (Start start : census.starts()) {
            for (SysvSem set : start.sets()) {
                if (set.semid() == semid) {
                    return new StartJudge(census, start, noUnits(), KnownSoftware.Hints.NONE).judge(set);
                }
            }
        }
        throw new IllegalArgumentException("no set " + semid);
    }

    Verdict verdict(int semid) {
        return facts(semid).verdict();
    }

    static UnitTimes noUnits() {
        return new UnitTimes(new SystemdUnits(new HostRoot(Path.of("/nonexistent"))), NOW, 0);
    }

    /** A set, changed until the host is looked at. */
    static final class MadeSet {
        private final int semid;
        private int key;
        private int mode = 0600;
        private long uid = WWW;
        private long cuid;
        private int[] values = {1};
        private int pid = DEAD;
        private int waiting;
        private long otime;
        private long ctime = MADE;
        private boolean read = true;

        private MadeSet(int semid) {
            this.semid = semid;
        }

        MadeSet key(int value) {
            key = value;
            return this;
        }

        MadeSet mode(int value) {
            mode = value;
            return this;
        }

        MadeSet of(long owner, long creator) {
            uid = owner;
            cuid = creator;
            return this;
        }

        MadeSet values(int... all) {
            values = all;
            return this;
        }

        /** @param seconds after {@link #MADE} */
        MadeSet ctime(long seconds) {
            ctime = MADE + seconds;
            return this;
        }

        MadeSet initialisedBy(int value) {
            pid = value;
            return this;
        }

        MadeSet operatedBy(int value, long seconds) {
            pid = value;
            otime = MADE + seconds;
            return this;
        }

        /** That many wait whom we do not see. */
        MadeSet waiting(int count) {
            waiting = count;
            return this;
        }

        MadeSet unread() {
            read = false;
            return this;
        }

        SysvSem row() {
            int[] last = new int[values.length];
            Arrays.fill(last, pid);
            int[] ncount = new int[values.length];
            ncount[0] = waiting;
            SysvSem.Sems sems = new SysvSem.Sems(values, last, ncount, new int[values.length]);
            return new SysvSem(
                    NS, semid, key, mode, uid, uid, cuid, cuid, values.length, otime, ctime, read ? sems : null);
        }
    }
}
