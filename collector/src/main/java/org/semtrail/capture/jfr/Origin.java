package org.semtrail.capture.jfr;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.semtrail.capture.host.HostProcess;

/**
 * In which mount namespaces a folder of recordings was found. Root of a container can write there what it likes, under
 * every uid: what comes from another mount namespace than ours is about processes of that one, and uid 0 is no privilege.
 */
final class Origin {
    private final boolean ours;
    private final Set<Long> mntNs = ConcurrentHashMap.newKeySet();

    private Origin(boolean ours) {
        this.ours = ours;
    }

    static Origin ours() {
        return new Origin(true);
    }

    static Origin of(long mntNs) {
        Origin origin = new Origin(false);
        origin.mntNs.add(mntNs);
        return origin;
    }

    Origin copy() {
        Origin copy = new Origin(ours);
        copy.alsoIn(this);
        return copy;
    }

    boolean isOurs() {
        return ours;
    }

    /** The same folder was found there, too. */
    void alsoIn(Origin other) {
        mntNs.addAll(other.mntNs);
    }

    boolean mayTellOf(HostProcess process) {
        return ours || mntNs.contains(process.mntNs());
    }
}
