package org.semtrail.agent.emit;

/** Finds the site of a call that was made by number, through syscall(2), in one binding. */
public final class SyscallSites {
    private static final int HIGHEST = 512;
    private static final int ARGUMENTS = 5;
    private static final Site[][] ALL = new Site[16][];
    private static int count;
    /** Plain, not volatile: to wake twice does no harm. */
    private static boolean called;

    private SyscallSites() {}

    /** Makes a table; its number is what the probe is given. */
    public static synchronized int register() {
        ALL[count] = new Site[HIGHEST];
        return count++;
    }

    public static synchronized void put(int table, int number, Site site) {
        ALL[table][number] = site;
    }

    /** Whether a number is one of ours; only the first such call is a reason to record. */
    static boolean isOurs(int table, long number) {
        if (find(table, number) == null) {
            return false;
        }
        if (!called) {
            called = true;
            Recorder.wake();
        }
        return true;
    }

    private static Site find(int table, long number) {
        return number >= 0 && number < HIGHEST ? ALL[table][(int) number] : null;
    }

    /** The event of such a call, null if there is none. Objects stand for memory in the order they came in. */
    static CallEvent event(
            int table,
            long start,
            long end,
            long result,
            int errno,
            long number,
            long a0,
            long a1,
            long a2,
            long a3,
            long a4,
            Object first,
            Object second)
            throws IllegalAccessException {
        Site site = find(table, number);
        if (site == null) {
            CallState.current().inside = false;
            return null;
        }
        boolean firstIsAddress = site.firstMemory >= 0 && argument(site.firstMemory, a0, a1, a2, a3, a4) != 0;
        Object one = firstIsAddress ? null : first;
        Object two = firstIsAddress ? first : second;
        return Outcome.of(site, start, end, result, errno, a0, a1, a2, a3, a4, one, two);
    }

    /** The same where the arguments came boxed, in one array. */
    static CallEvent event(int table, long start, long end, long result, int errno, long number, Object[] rest)
            throws IllegalAccessException {
        long[] numbers = new long[ARGUMENTS];
        Object[] memory = new Object[2];
        int memories = 0;
        for (int i = 0; i < Math.min(rest.length, ARGUMENTS); i++) {
            if (rest[i] == null || rest[i] instanceof Number) {
                numbers[i] = rest[i] == null ? 0 : ((Number) rest[i]).longValue();
            } else if (memories < memory.length) {
                memory[memories++] = rest[i];
            }
        }
        return event(
                table,
                start,
                end,
                result,
                errno,
                number,
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                memory[0],
                memory[1]);
    }

    private static long argument(int index, long a0, long a1, long a2, long a3, long a4) {
        switch (index) {
            case 0:
                return a0;
            case 1:
                return a1;
            case 2:
                return a2;
            case 3:
                return a3;
            default:
                return a4;
        }
    }
}
