package org.semtrail.diagnose;

import static org.semtrail.capture.host.Errno.*;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.capture.offline.Tried;

/**
 * What a message of a log means: a row for each pair of what was tried and the error that came back. The first row that
 * fits wins; its text is the topic of the same name.
 */
public enum Disease {
    EXHAUSTION(Sure.LIKELY, false, List.of(Tried.SEM_CREATE), ENOSPC),
    UDEV_COOKIE(Sure.CERTAIN, false, List.of(Tried.UDEV_COOKIE)),
    REMOVED(Sure.CERTAIN, false, List.of(Tried.SEM_CREATE, Tried.SEM_USE, Tried.SEM_REMOVE), EIDRM),
    REMOVED_BEFORE(Sure.LIKELY, false, List.of(Tried.SEM_USE, Tried.SEM_REMOVE), EINVAL),
    POSIX_REMOVED(Sure.LIKELY, false, List.of(Tried.POSIX_SHM), ENOENT),
    PERMISSION(
            Sure.CERTAIN,
            false,
            List.of(Tried.SEM_CREATE, Tried.SEM_USE, Tried.SEM_REMOVE, Tried.SHM, Tried.MSG),
            EACCES,
            EPERM),
    SET_TOO_BIG(Sure.LIKELY, false, List.of(Tried.SEM_CREATE), EINVAL),
    KEY_TAKEN(Sure.CERTAIN, false, List.of(Tried.SEM_CREATE), EEXIST),
    SET_MISSING(Sure.LIKELY, false, List.of(Tried.SEM_CREATE), ENOENT),
    ABANDONED_LOCK(Sure.OPEN, false, List.of(Tried.SEM_USE), EAGAIN),
    OPERATION_LIMIT(Sure.CERTAIN, false, List.of(Tried.SEM_USE), E2BIG, EFBIG, ERANGE),
    INTERRUPTED(Sure.CERTAIN, false, List.of(Tried.SEM_USE), EINTR),
    NOT_IN_KERNEL(
            Sure.CERTAIN,
            false,
            List.of(Tried.SEM_CREATE, Tried.SEM_USE, Tried.SEM_REMOVE, Tried.SHM, Tried.MSG),
            ENOSYS),
    OUT_OF_MEMORY(Sure.LIKELY, true, List.of(Tried.SEM_CREATE, Tried.SEM_USE, Tried.SHM, Tried.MSG), ENOMEM),
    LIMIT_REFUSED(Sure.LIKELY, false, List.of(Tried.SEM_LIMIT)),
    DEV_SHM_FULL(Sure.LIKELY, true, List.of(Tried.POSIX_SEM, Tried.POSIX_SHM), ENOSPC, ENOMEM),
    DEV_SHM_MISSING(
            Sure.LIKELY, true, List.of(Tried.POSIX_SEM, Tried.POSIX_SHM), ENOENT, EROFS, ENOSYS, EACCES, EPERM, EINVAL),
    POSIX_LEFT(Sure.LIKELY, true, List.of(Tried.POSIX_LEFT)),
    SHM_LIMIT(Sure.LIKELY, true, List.of(Tried.SHM), ENOSPC, EINVAL),
    SHM_REMOVED(Sure.CERTAIN, true, List.of(Tried.SHM), EIDRM, ENOENT),
    MSG_LIMIT(Sure.LIKELY, true, List.of(Tried.MSG), ENOSPC),
    MSG_REMOVED(Sure.LIKELY, true, List.of(Tried.MSG), EIDRM, EINVAL, ENOENT),
    MQUEUE_LIMIT(Sure.LIKELY, true, List.of(Tried.MQUEUE)),
    LOCK_FILE(Sure.CERTAIN, true, List.of(Tried.LOCK_FILE)),
    PODMAN_LOCKS(Sure.CERTAIN, true, List.of(Tried.CONTAINER_LOCK)),
    DISK(Sure.LIKELY, true, List.of(Tried.DISK)),
    WATCHES(Sure.CERTAIN, true, List.of(Tried.WATCH)),
    CGROUP(Sure.LIKELY, true, List.of(Tried.CGROUP)),
    TOO_MANY_NAMESPACES(Sure.LIKELY, true, List.of(Tried.NAMESPACE)),
    NOT_MADE(Sure.OPEN, false, List.of(Tried.SEM_CREATE)),
    NOT_USABLE(Sure.OPEN, false, List.of(Tried.SEM_USE, Tried.SEM_REMOVE)),
    UNSETTLED(Sure.OPEN, false, List.of(Tried.values()));

    /** How much the line itself proves. */
    public enum Sure {
        CERTAIN("certain: this error of this call has one meaning"),
        LIKELY("likely: the error fits, what settles it is below"),
        OPEN("open: the line alone does not settle it");

        public final String words;

        Sure(String words) {
            this.words = words;
        }
    }

    private final Sure sure;
    private final boolean lookAlike;
    private final List<Tried> tried;
    private final List<Errno> errnos;

    Disease(Sure sure, boolean lookAlike, List<Tried> tried, Errno... errnos) {
        this.sure = sure;
        this.lookAlike = lookAlike;
        this.tried = tried;
        this.errnos = List.of(errnos);
    }

    public static Disease of(LogHit hit) {
        return Arrays.stream(values()).filter(d -> d.fits(hit)).findFirst().orElse(UNSETTLED);
    }

    private boolean fits(LogHit hit) {
        boolean errnoFits = errnos.isEmpty() || (hit.errno() != null && errnos.contains(hit.errno()));
        return errnoFits && tried.contains(hit.tried());
    }

    /** How sure this hit is of this disease: words that do not say which kind of lock they mean prove little. */
    public Sure sure(LogHit hit) {
        return hit.signature().sure() ? sure : Sure.OPEN;
    }

    /** True where the cause has nothing to do with semaphore sets, however alike the message. */
    public boolean isLookAlike() {
        return lookAlike;
    }

    /** The name of its topic. */
    public String topic() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
