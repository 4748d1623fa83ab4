package org.semtrail.correlate;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.CgroupHome;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostProcess.Owner;
import org.semtrail.capture.host.HostProcess.Task;

/** A process that a test makes up, changed until the host is looked at. */
final class MadeProcess {
    private final int pid;
    private final int ppid;
    private final Instant start;
    private final Set<Long> uids;
    private final Set<Long> gids;
    private boolean privileged;
    private boolean alive = true;
    private boolean init;
    private boolean readable = true;
    private String program = "prog";
    private String unit;
    private long ipcNs = MadeHost.NS;
    private int waitsOn = -1;

    MadeProcess(int pid, int ppid, long uid, Instant start) {
        this.pid = pid;
        this.ppid = ppid;
        this.start = start;
        this.uids = Set.of(uid);
        this.gids = new HashSet<>(Set.of(uid));
        this.privileged = uid == 0;
    }

    MadeProcess program(String name) {
        program = name;
        return this;
    }

    MadeProcess group(long gid) {
        gids.add(gid);
        return this;
    }

    MadeProcess privileged() {
        privileged = true;
        return this;
    }

    MadeProcess unit(String name) {
        unit = name;
        return this;
    }

    MadeProcess init() {
        init = true;
        return this;
    }

    MadeProcess zombie() {
        alive = false;
        return this;
    }

    MadeProcess unreadable() {
        readable = false;
        return this;
    }

    MadeProcess in(long namespace) {
        ipcNs = namespace;
        return this;
    }

    MadeProcess waitsOn(int semid) {
        waitsOn = semid;
        return this;
    }

    HostProcess row() {
        return new HostProcess(
                pid,
                ppid,
                start,
                alive,
                false,
                init,
                program,
                "/usr/bin/" + program,
                List.of(),
                readable ? new Owner(uids, gids, privileged) : null,
                new CgroupHome(unit, unit, null),
                alive ? List.of(new Task(pid, ipcNs, waitsOn)) : List.of(),
                1,
                1,
                1);
    }
}
