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
    private final boolean alone;
    private ShmFiles shmFiles;
    private MqFiles mqFiles;
    private Mappings mappings;
    private OpenFiles openFiles;
    private MsgWaiters msgWaiters;

    /** @param alone whether the user knows that nobody outside of our PID namespace shares its objects */
    public Look(HostRoot host, KernelLoader kernel, boolean alone) {
        this.host = host;
        this.kernel = kernel;
        this.alone = alone;
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
            Set<Long> devices = shmFiles().devices();
            mappings = Mappings.scan(host, alone, devices);
        }
        return mappings;
    }

    MsgWaiters msgWaiters() {
        if (msgWaiters == null) {
            msgWaiters = MsgWaiters.scan(host, alone);
        }
        return msgWaiters;
    }

    OpenFiles openFiles() {
        if (openFiles == null) {
            Set<Long> devices = shmFiles().devices();
            mqFiles();
            openFiles = OpenFiles.scan(host, alone, devices);
        }
        return openFiles;
    }
}
