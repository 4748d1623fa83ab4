package org.semtrail.agent.emit;

import java.util.Arrays;

/** Takes the boxed arguments of a call apart: numbers, and objects that stand for memory. */
final class Boxed {
    private static final int ARGUMENTS = 5;

    private Boxed() {}

    static CallEvent event(int number, long start, long end, long result, int errno, Object[] arguments)
            throws ReflectiveOperationException {
        if (number < Probe.SYSCALLS) {
            return event(Site.at(number), start, end, result, errno, arguments);
        }
        boolean isFlat = arguments.length != 2 || !(arguments[1] instanceof Object[]);
        Object[] rest = isFlat ? Arrays.copyOfRange(arguments, 1, arguments.length) : (Object[]) arguments[1];
        return SyscallSites.event(
                number - Probe.SYSCALLS, start, end, result, errno, Memory.number(arguments[0]), rest);
    }

    private static CallEvent event(Site site, long start, long end, long result, int errno, Object[] arguments)
            throws ReflectiveOperationException {
        long[] numbers = numbers(site, arguments);
        return Outcome.of(
                site,
                start,
                end,
                result,
                errno,
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                memory(arguments, site.firstMemory),
                memory(arguments, site.secondMemory));
    }

    /** A call that failed whatever its result would have been. */
    static CallEvent failed(Site site, long start, long end, int errno, Object[] arguments)
            throws ReflectiveOperationException {
        long[] numbers = numbers(site, arguments);
        return Outcome.failed(
                site,
                start,
                end,
                errno,
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                memory(arguments, site.firstMemory),
                memory(arguments, site.secondMemory));
    }

    private static long[] numbers(Site site, Object[] arguments) throws ReflectiveOperationException {
        long[] numbers = new long[ARGUMENTS];
        for (int i = 0; arguments != null && i < Math.min(arguments.length, ARGUMENTS); i++) {
            boolean isMemory = i == site.firstMemory || i == site.secondMemory;
            if (!isMemory || arguments[i] instanceof Number) {
                numbers[i] = Memory.number(arguments[i]);
            }
        }
        return numbers;
    }

    private static Object memory(Object[] arguments, int index) {
        boolean isThere = arguments != null && index >= 0 && index < arguments.length;
        return isThere && !(arguments[index] instanceof Number) ? arguments[index] : null;
    }
}
