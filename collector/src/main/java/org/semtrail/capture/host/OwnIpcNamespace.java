package org.semtrail.capture.host;

import java.util.List;

/**
 * The IPC namespace that the calling thread is in; cheaper than finding all of the host.
 *
 * @param inode its number, as in {@code readlink /proc/PID/ns/ipc}
 */
public record OwnIpcNamespace(long inode) {
    /** One row; none where the link cannot be read. */
    public static Reading<OwnIpcNamespace> read(HostRoot host) {
        String link = "/proc/thread-self/ns/ipc";
        long inode = ProcFile.namespace(host.path(link));
        if (inode > 0) {
            return Reading.of(List.of(new OwnIpcNamespace(inode)));
        }
        return Reading.nothing(
                inode == 0 ? Unseen.absent(link, "does not exist") : Unseen.denied(link, "cannot be read"));
    }

    /** Whether it is the host's own, and not that of a container or of unshare(1). */
    public boolean isInitial() {
        return inode == IpcNamespace.INITIAL;
    }
}
