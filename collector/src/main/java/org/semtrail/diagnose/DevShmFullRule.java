package org.semtrail.diagnose;

import java.util.List;
import java.util.Locale;
import org.semtrail.capture.host.DevShm;
import org.semtrail.correlate.HostFacts;
import org.semtrail.diagnose.Finding.Severity;

/** /dev/shm is full or nearly so, has no room for names, or is not there: sem_open and shm_open fail like semget does. */
public final class DevShmFullRule implements Rule {
    private static final double WARNING_PERCENT = 90;
    private static final double CRITICAL_PERCENT = 99;

    private static final String WHY =
            "POSIX shared memory and named semaphores are files in /dev/shm. Without room there shm_open and sem_open, and"
                    + " writing to such memory (SIGBUS), fail with the same \"No space left on device\" as System V"
                    + " semaphores: raising kernel.sem does not help. A container has its own /dev/shm, often of 64 MB.";

    @Override
    public List<Finding> check(HostFacts facts) {
        DevShm shm = facts.config().devShm();
        if (shm == null) {
            return List.of();
        }
        if (!shm.mounted()) {
            return List.of(notMounted());
        }
        double bytes = percent(shm.bytesUsed(), shm.bytes());
        double inodes = percent(shm.inodesUsed(), shm.inodes());
        if (Math.max(bytes, inodes) < WARNING_PERCENT) {
            return List.of();
        }
        return List.of(full(shm, bytes, inodes));
    }

    private static Finding notMounted() {
        return new Finding(
                "dev-shm-not-mounted",
                Severity.WARNING,
                "Nothing is mounted on /dev/shm.",
                List.of("/proc/self/mountinfo has no mount point /dev/shm"),
                "POSIX shared memory and named semaphores then land in the file system around it, or sem_open and shm_open"
                        + " fail with ENOSYS (Function not implemented), ENOENT or EROFS.",
                List.of("mount -t tmpfs -o rw,nosuid,nodev tmpfs /dev/shm"));
    }

    private static Finding full(DevShm shm, double bytes, double inodes) {
        boolean isBytes = bytes >= inodes;
        return new Finding(
                isBytes ? "dev-shm-full" : "dev-shm-no-inodes",
                Math.max(bytes, inodes) >= CRITICAL_PERCENT ? Severity.CRITICAL : Severity.WARNING,
                "/dev/shm is " + words(Math.max(bytes, inodes)) + " % full"
                        + (isBytes ? "." : ": it has no room for more names."),
                List.of(
                        "statfs /dev/shm: " + shm.bytesUsed() + " of " + shm.bytes() + " bytes",
                        "statfs /dev/shm: " + shm.inodesUsed() + " of " + shm.inodes() + " inodes"),
                WHY,
                remedy(isBytes, shm));
    }

    private static List<String> remedy(boolean isBytes, DevShm shm) {
        return List.of(
                "# who holds what there; a file that no process maps is a left-over",
                "ls -lS /dev/shm",
                "fuser -v /dev/shm/*",
                "# more room until the next boot; in a container: docker run --shm-size",
                isBytes
                        ? "mount -o remount,size=" + 2 * shm.bytes() + " /dev/shm"
                        : "mount -o remount,nr_inodes=" + 2 * shm.inodes() + " /dev/shm");
    }

    /** 0 where there is no limit, or it is not known. */
    private static double percent(Long used, Long limit) {
        return used == null || limit == null || limit <= 0 ? 0 : 100.0 * used / limit;
    }

    /** Rounded down: 99.96 % is not 100. */
    private static String words(double percent) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(percent * 10) / 10);
    }
}
