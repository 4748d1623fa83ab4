package org.semtrail.agent.emit;

/**
 * What rewritten code calls before and after a native call. Nothing thrown here reaches the application, and between the
 * native call and the application's look at its errno nothing here makes a native call through the application's library.
 */
public final class Probe {
    /** Returned by enter when the call is not to be recorded; leave then does nothing. */
    public static final long OFF = 0;

    /** Returned by enter for a call that cannot block and is not timed this time. */
    static final long UNTIMED = 1;

    /** Added to the number of a table of {@link SyscallSites} where the number of a site is asked for. */
    public static final int SYSCALLS = 1 << 16;

    /** Of the number of a site only this counts; a binding may keep marks of its own above. */
    private static final int NUMBER = (SYSCALLS << 1) - 1;

    /** Whether anybody records. Plain, not volatile: a late sight of a change does no harm. */
    static boolean on;

    /**
     * How often a thread may have stayed "inside" because the end of a call could not be told: without stack not even a method
     * can be called that says so, hence a field for the rewritten code to add to. Plain: any change of it is enough.
     */
    public static int losses;

    private Probe() {}

    /** Start of a call; {@link #OFF} if nobody records, if the site is negative, or if an outer layer already records it. */
    public static long enter(int site) {
        if (!on || site < 0) {
            return OFF;
        }
        try {
            return CallState.current().enter() ? now() : OFF;
        } catch (Throwable t) {
            losses++;
            return off(t);
        }
    }

    /** The same; a call that cannot block has no wait that could be missed: of those only some are timed. */
    public static long enter(int site, boolean isInstant) {
        if (!on || site < 0) {
            return OFF;
        }
        try {
            CallState state = CallState.current();
            if (!state.enter()) {
                return OFF;
            }
            return isInstant && !state.samples(Site.at(site)) ? UNTIMED : now();
        } catch (Throwable t) {
            losses++;
            return off(t);
        }
    }

    /** The same of syscall(2), most of whose calls are none of ours. */
    public static long enterSyscall(int sites, long number) {
        try {
            return SyscallSites.isOurs(sites, number) ? enter(0) : OFF;
        } catch (Throwable t) {
            return off(t);
        }
    }

    /** The same of one struct sembuf in an array; false if there are several. */
    public static boolean isInstant(byte[] operations, long nsops) {
        if (nsops != 1 || operations == null || operations.length < SemOperations.SEMBUF) {
            return false;
        }
        boolean big = SemOperations.IS_BIG_ENDIAN;
        int operation = (operations[big ? 2 : 3] << 8) | (operations[big ? 3 : 2] & 0xff);
        int flags = (operations[big ? 4 : 5] << 8) | (operations[big ? 5 : 4] & 0xff);
        return isInstant((short) operation, (short) flags);
    }

    public static boolean isInstant(short[] operations, long nsops) {
        return nsops == 1 && operations != null && operations.length >= 3 && isInstant(operations[1], operations[2]);
    }

    private static long now() {
        long now = System.nanoTime();
        return now == OFF || now == UNTIMED ? UNTIMED + 1 : now;
    }

    private static long end(long start) {
        return start == UNTIMED ? UNTIMED : System.nanoTime();
    }

    private static long off(Throwable failure) {
        Failures.count(failure);
        return OFF;
    }

    /** Whether anybody records: asked before something costs that only a record needs. */
    public static boolean isOn() {
        return on;
    }

    /** Whether an operation of semop(2) cannot block: it adds, or says IPC_NOWAIT. */
    public static boolean isInstant(short operation, short flags) {
        return operation > 0 || (flags & SemOperations.IPC_NOWAIT) != 0;
    }

    /**
     * End of a call that returned.
     *
     * @param errno 0 after success, -1 if it cannot be known
     * @param a0 to a4 the arguments in the order of the C function; 0 where an object stands for memory
     * @param first the object behind the first pointer that is read for this call, or null
     */
    public static void leave(
            int site,
            long start,
            long result,
            int errno,
            long a0,
            long a1,
            long a2,
            long a3,
            long a4,
            Object first,
            Object second) {
        if (start == OFF) {
            return;
        }
        try {
            long end = end(start);
            CallEvent event = Outcome.of(Site.at(site), start, end, result, errno, a0, a1, a2, a3, a4, first, second);
            if (event != null) {
                event.commit();
            }
        } catch (Throwable t) {
            losses++;
            Failures.count(t);
        }
    }

    /** End of a call of syscall(2); {@code sites} as registered with {@link SyscallSites}. */
    public static void leaveSyscall(
            int sites,
            long start,
            long result,
            int errno,
            long number,
            long a0,
            long a1,
            long a2,
            long a3,
            long a4,
            Object first,
            Object second) {
        if (start == OFF) {
            return;
        }
        try {
            long end = end(start);
            CallEvent event =
                    SyscallSites.event(sites, start, end, result, errno, number, a0, a1, a2, a3, a4, first, second);
            if (event != null) {
                event.commit();
            }
        } catch (Throwable t) {
            losses++;
            Failures.count(t);
        }
    }

    /** The same where the arguments after the number come in an array. */
    public static void leaveSyscall(int sites, long start, long result, int errno, long number, Object[] rest) {
        if (start == OFF) {
            return;
        }
        try {
            long end = end(start);
            CallEvent event = SyscallSites.event(sites, start, end, result, errno, number, rest);
            if (event != null) {
                event.commit();
            }
        } catch (Throwable t) {
            losses++;
            Failures.count(t);
        }
    }

    /** The same for arguments that came boxed, in one array. */
    public static void leave(int site, long start, long result, int errno, Object[] arguments) {
        if (start == OFF) {
            return;
        }
        try {
            long end = end(start);
            CallEvent event = Boxed.event(site & NUMBER, start, end, result, errno, arguments);
            if (event != null) {
                event.commit();
            }
        } catch (Throwable t) {
            losses++;
            Failures.count(t);
        }
    }

    /** End of a call that threw: a failed call, if what was thrown says its errno; else none that is known to have been made. */
    public static void thrown(
            Throwable failure,
            int site,
            long start,
            long a0,
            long a1,
            long a2,
            long a3,
            long a4,
            Object first,
            Object second) {
        if (start == OFF) {
            return;
        }
        try {
            long end = end(start);
            CallEvent event = null;
            int errno = ThrownErrno.of(failure);
            if (errno > 0) {
                event = Outcome.failed(Site.at(site), start, end, errno, a0, a1, a2, a3, a4, first, second);
            } else {
                thrown(start);
            }
            if (event != null) {
                event.commit();
            }
        } catch (Throwable t) {
            losses++;
            Failures.count(t);
        }
    }

    /** The same for arguments that came boxed, in one array. */
    public static void thrown(Throwable failure, int site, long start, Object[] arguments) {
        if (start == OFF) {
            return;
        }
        try {
            long end = end(start);
            CallEvent event = null;
            int errno = ThrownErrno.of(failure);
            if (errno > 0) {
                event = Boxed.failed(Site.at(site), start, end, errno, arguments);
            } else {
                thrown(start);
            }
            if (event != null) {
                event.commit();
            }
        } catch (Throwable t) {
            losses++;
            Failures.count(t);
        }
    }

    /** End of a call that threw: there is no result to tell of. */
    public static void thrown(long start) {
        if (start == OFF) {
            return;
        }
        try {
            CallState.current().inside = false;
        } catch (Throwable t) {
            losses++;
            Failures.count(t);
        }
    }

    /** Our own code around a call failed. */
    public static void failed(Throwable failure, long start) {
        thrown(start);
        Failures.count(failure);
    }

    /** What an object argument is worth as a number; 0 where it is worth none. */
    public static long number(Object object) {
        try {
            return Memory.number(object);
        } catch (Throwable t) {
            Failures.count(t);
            return 0;
        }
    }
}
