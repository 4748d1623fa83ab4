package org.semtrail.agent.emit;

/** One finished call while its event is made: arguments in the order of the C function. */
final class Call {
    final Site site;
    final long result;
    final boolean failed;
    /** 0 after success, -1 where it cannot be known. */
    final int errno;

    /** If not, it could not block, and its times are those of its end. */
    final boolean isTimed;

    final long start;
    final long end;
    private final long[] arguments;
    private final Object first;
    private final Object second;

    Call(
            Site site,
            long start,
            long end,
            long result,
            boolean failed,
            int errno,
            long[] arguments,
            Object first,
            Object second) {
        this.site = site;
        this.isTimed = start != Probe.UNTIMED;
        this.start = isTimed ? start : System.nanoTime();
        this.end = isTimed ? end : this.start;
        this.result = result;
        this.failed = failed;
        this.errno = errno;
        this.arguments = arguments;
        this.first = first;
        this.second = second;
    }

    boolean is(String name) {
        return site.call.equals(name);
    }

    long argument(int index) {
        return arguments[index];
    }

    /** The id or handle it was made on, -1 for calls that have none yet. */
    long object() {
        return site.kind.takesObject() ? arguments[0] : -1;
    }

    /** Whether it is a control call that changes nothing; programs poll with these. */
    boolean onlyLooks() {
        switch (site.kind) {
            case SEM_CONTROL:
                return Commands.reads(Commands.ofSem((int) arguments[2]));
            case SHM_CONTROL:
                return Commands.reads(Commands.ofShm((int) arguments[1]));
            case MSG_CONTROL:
                return Commands.reads(Commands.ofMsg((int) arguments[1]));
            default:
                return false;
        }
    }

    /** Whether it is one that programs also make in loops on the same object: what makes or removes one is not among them. */
    boolean mayRepeat() {
        switch (site.kind) {
            case SEM_CONTROL:
                return Commands.ofSem((int) arguments[2]).startsWith("SET");
            case SHM_ATTACH:
                return true;
            case SEM_GET:
            case SHM_GET:
            case MSG_GET:
                // Without a key each call makes another one.
                return (int) arguments[0] != 0;
            default:
                return false;
        }
    }

    /** The object it was made on or, of calls that ask for one, the one they got. */
    long subject() {
        return site.kind.takesObject() ? arguments[0] : result;
    }

    /** The Java object that stands for the memory a pointer argument points to; null if it came as an address. */
    Object memory(int index) {
        return index == site.firstMemory ? first : index == site.secondMemory ? second : null;
    }

    /**
     * Whether the kernel itself has read what the pointers point to. A failure that it reports before it looks there says
     * nothing about the pointer, and a wrong one must not be followed.
     */
    boolean memoryWasReadable() {
        if (!failed) {
            return true;
        }
        // do_semtimedop of ipc/sem.c copies the operations once these two are plausible, and then looks for the set.
        boolean semopHasRead = site.kind == EventKind.SEM_OPERATION
                && arguments[0] >= 0
                && arguments[2] >= 1
                && arguments[2] <= SemOperations.LONGEST;
        return errno == Errno.EINVAL ? semopHasRead : Errno.afterReading(errno);
    }
}
