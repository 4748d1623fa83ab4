package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.semtrail.capture.host.FileStat.FileId;

/**
 * Runs a reading inside an IPC namespace. Namespaces belong to threads: a thread of its own enters by setns(2), reads,
 * and ends, so that no other thread of this process ever moves.
 */
final class IpcNamespaceEntry {
    private final Kernel kernel;
    private final HostRoot host;

    IpcNamespaceEntry(Kernel kernel, HostRoot host) {
        this.kernel = kernel;
        this.host = host;
    }

    <T> T inside(IpcNamespace ns, Callable<T> reading) throws NamespaceRefused {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter(ns);
            return reading.call();
        });
        Thread thread = new Thread(task, "ipc-ns-" + ns.inode());
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NamespaceRefused refused) {
                throw refused;
            }
            throw e.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NamespaceRefused("interrupted");
        }
    }

    private void enter(IpcNamespace ns) throws NamespaceRefused {
        String why = "no way in is known";
        for (String entry : ns.entries()) {
            why = enter(entry, ns.inode());
            if (why == null) {
                return;
            }
        }
        throw new NamespaceRefused(why);
    }

    /** Null where this thread is in the namespace now, else why not. */
    private String enter(String entry, long inode) {
        // A path below another process's root is that process's to choose: it must be the namespace before it is
        // opened.
        long path = kernel.openPath(entry);
        if (path < 0) {
            return entry + ": " + Errno.describe(-path);
        }
        Path itself = host.proc("self/fd/" + path);
        boolean isNamespace = isNamespace(itself, inode);
        long fd = isNamespace ? kernel.open(itself.toString()) : -Errno.ENOENT.number;
        kernel.close((int) path);
        if (fd < 0) {
            return isNamespace
                    ? entry + ": " + Errno.describe(-fd)
                    : "it is gone; " + entry + " leads elsewhere by now";
        }
        long moved = kernel.setns((int) fd, Kernel.CLONE_NEWIPC);
        kernel.close((int) fd);
        if (moved < 0) {
            return "setns: " + Errno.describe(-moved) + " (needs CAP_SYS_ADMIN)";
        }
        // A pid can be another process by now: ids of the wrong namespace would be an outage.
        long arrived = ProcFile.namespace(host.proc("thread-self/ns/ipc"));
        return arrived == inode ? null : "it is gone; " + entry + " leads to namespace " + arrived + " by now";
    }

    /** By stat, which opens nothing; the link of a bind mount is named after its place, not "ipc:[…]" (fs/d_path.c). */
    private boolean isNamespace(Path opened, long inode) {
        try {
            FileId is = FileStat.follow(opened).id();
            return is.ino() == inode
                    && is.dev()
                            == FileStat.follow(host.proc("self/ns/ipc")).id().dev();
        } catch (IOException gone) {
            return false;
        }
    }
}
