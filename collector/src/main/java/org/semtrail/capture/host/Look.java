package org.semtrail.capture.host;

import java.util.Optional;
import java.util.Set;

/**
 * One look at a host: what several tables need is read once, when the first of them asks. Names are always read
 * before the processes that hold them. A second look is a new object; not for use by several threads.
 */
public final class Look {
    private final HostRoot host;
    private final KernelLoader kernel;
    private ShmFiles shmFiles;
    private MqFiles mqFiles;
    private Mappings mappings;
    private OpenFiles openFiles;
    private MsgWaiters msgWaiters;

    public Look(HostRoot host, KernelLoader kernel) {
        this.host = host;
        this.kernel = kernel;
    }

    HostRoot host() {
        return host;
    }

    Optional<Kernel> kernel() {
        return kernel.get();
    }

    ShmFiles shmFiles() {
        if (shmFiles == null) {
            shmFiles = ShmFiles.read(host);
        }
        return shmFiles;
    }

    MqFiles mqFiles() {
        if (mqFiles == null) {
            mqFiles = MqFiles.read(host);
        }
        return mqFiles;
    }

    Mappings mappings() {
        if (mappings == null) {
            mappings = Mappings.scan(host, shmFiles().devices());
        }
        return mappings;
    }

    MsgWaiters msgWaiters() {
        if (msgWaiters == null) {
            msgWaiters = MsgWaiters.scan(host);
        }
        return msgWaiters;
    }

    OpenFiles openFiles() {
        if (openFiles == null) {
            Set<Long> devices = shmFiles().devices();
            mqFiles();
            openFiles = OpenFiles.scan(host, devices);
        }
        return openFiles;
    }
}
