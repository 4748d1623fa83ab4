package org.semtrail.correlate;

import java.util.Set;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostProcess.Owner;
import org.semtrail.correlate.Start.Shape;

/** Whether a process may use sets of a shape by owner, group or other (ipc/util.c ipcperms). */
final class Access {
    private static final int OWNER = 0700;
    private static final int GROUP = 0070;
    private static final int OTHER = 0007;

    private Access() {}

    /**
     * Root's privilege alone does not count: every host has root processes that could use any set and know none. So
     * root as creator counts only where root also owns the set. An owner without mode bits can give them to itself.
     */
    static boolean allows(Shape set, HostProcess process) {
        Owner who = process.owner();
        if (who == null) {
            return true;
        }
        boolean creator = set.cuid() != 0 && who.uids().contains(set.cuid());
        boolean owner = creator || who.uids().contains(set.uid());
        boolean group = (set.mode() & GROUP) != 0 && intersects(who.gids(), set.gid(), set.cgid());
        return owner || group || (set.mode() & OTHER) != 0;
    }

    /** Whether it could not use them even if it knew them: no access, and no privilege to get any. */
    static boolean impossible(Shape set, HostProcess process) {
        return !allows(set, process)
                && !process.owner().root()
                && !process.owner().privileged();
    }

    /** For people: "600: only its owner". */
    static String describe(Shape set) {
        return String.format("mode %04o", set.mode() & (OWNER | GROUP | OTHER));
    }

    private static boolean intersects(Set<Long> gids, long gid, long cgid) {
        return gids.contains(gid) || gids.contains(cgid);
    }
}
