package org.semtrail.agent.emit;

/** The error numbers that decide something here; the same on x86-64 and aarch64 (asm-generic/errno*.h). */
final class Errno {
    static final int EAGAIN = 11;
    static final int EINVAL = 22;
    static final int ENOMSG = 42;
    static final int EIDRM = 43;

    private static final int ENOENT = 2;
    private static final int EINTR = 4;
    private static final int EACCES = 13;
    private static final int EEXIST = 17;
    private static final int EFBIG = 27;
    private static final int ENOSPC = 28;
    private static final int ERANGE = 34;
    private static final int ETIMEDOUT = 110;

    private Errno() {}

    /** Whether the kernel reports it only once it has read the caller's memory. */
    static boolean afterReading(int errno) {
        switch (errno) {
            case ENOENT:
            case EINTR:
            case EAGAIN:
            case EACCES:
            case EEXIST:
            case EFBIG:
            case ENOSPC:
            case ERANGE:
            case EIDRM:
            case ETIMEDOUT:
                return true;
            default:
                return false;
        }
    }
}
