package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import jnr.ffi.Pointer;

/** Reads {@link DevShm} of the calling thread's mount namespace: /proc/self/mountinfo and statfs(2). */
public final class DevShmReader {
    private DevShmReader() {}

    /** One row; none where the mounts cannot be read. */
    public static Reading<DevShm> read(HostRoot host, Optional<Kernel> kernel) {
        HostFile mounts = HostFile.table(host.proc("self/mountinfo"));
        if (mounts.text() == null) {
            return Reading.nothing(mounts.unseen().orElseThrow());
        }
        Optional<String> type = fsType(mounts.text());
        if (type.isEmpty()) {
            return Reading.of(List.of(new DevShm(false, null, null, null, null, null)));
        }
        return kernel.map(k -> statfs(host, k, type.get())).orElseGet(() -> fileStore(host, type.get()));
    }

    /** proc_pid_mountinfo(5): the fifth word is the mount point, the word after " - " the type; the last mount covers. */
    private static Optional<String> fsType(String mountinfo) {
        return mountinfo
                .lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length > 5 && words[4].equals(DevShm.PATH))
                .map(words -> List.of(words))
                .filter(words -> words.indexOf("-") > 5 && words.indexOf("-") + 1 < words.size())
                .map(words -> words.get(words.indexOf("-") + 1))
                .reduce((earlier, later) -> later);
    }

    /** struct statfs: f_bsize, f_blocks, f_bfree at 8, 16, 24 and f_files, f_ffree at 40, 48. */
    private static Reading<DevShm> statfs(HostRoot host, Kernel kernel, String type) {
        Pointer p = kernel.allocate(120);
        long failed = kernel.statfs(host.path(DevShm.PATH).toString(), p);
        if (failed < 0) {
            return Reading.nothing(Unseen.failed(DevShm.PATH, "statfs: " + Errno.describe(-failed)));
        }
        long block = p.getLong(8);
        long used = p.getLong(16) - p.getLong(24);
        return Reading.of(List.of(new DevShm(
                true, type, p.getLong(16) * block, used * block, p.getLong(40), p.getLong(40) - p.getLong(48))));
    }

    private static Reading<DevShm> fileStore(HostRoot host, String type) {
        try {
            FileStore store = Files.getFileStore(host.path(DevShm.PATH));
            long used = store.getTotalSpace() - store.getUnallocatedSpace();
            DevShm seen = new DevShm(true, type, store.getTotalSpace(), used, null, null);
            return new Reading<>(
                    List.of(seen), List.of(Unseen.failed("inodes of " + DevShm.PATH, "no native calls for statfs")));
        } catch (IOException e) {
            return Reading.nothing(HostFile.unseen(DevShm.PATH, e));
        }
    }
}
