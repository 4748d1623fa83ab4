package org.semtrail.capture.host;

import java.util.Arrays;
import java.util.Optional;

/** The error numbers that IPC calls return, with what they mean there (semget(2), semop(2), semctl(2)). */
public enum Errno {
    EPERM(1, "Operation not permitted"),
    ENOENT(2, "No such file or directory"),
    ESRCH(3, "No such process"),
    EINTR(4, "Interrupted system call"),
    E2BIG(7, "Argument list too long"),
    EAGAIN(11, "Resource temporarily unavailable"),
    ENOMEM(12, "Cannot allocate memory"),
    EACCES(13, "Permission denied"),
    EFAULT(14, "Bad address"),
    EEXIST(17, "File exists"),
    EINVAL(22, "Invalid argument"),
    EFBIG(27, "File too large"),
    ENOSPC(28, "No space left on device"),
    EROFS(30, "Read-only file system"),
    ERANGE(34, "Numerical result out of range"),
    ENOSYS(38, "Function not implemented"),
    EIDRM(43, "Identifier removed");

    public final int number;
    public final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    public static Optional<Errno> of(int number) {
        return Arrays.stream(values()).filter(e -> e.number == number).findFirst();
    }

    /** "ENOSPC (No space left on device)", or "errno 99" where the number is none of ours. */
    public static String describe(long number) {
        return of((int) number).map(e -> e.name() + " (" + e.text + ")").orElse("errno " + number);
    }

    /** True where a negated errno returned by {@link Kernel} is this one. */
    public boolean is(long result) {
        return result == -number;
    }
}
