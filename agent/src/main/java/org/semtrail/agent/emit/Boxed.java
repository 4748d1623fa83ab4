package org.semtrail.agent.emit;

import java.util.Arrays;

/** Takes the boxed arguments of a call apart: numbers, and objects that stand for memory. */
final class Boxed {
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
        return Outcome.of(
                site,
                start,
                end,
                result,
                errno,
                number(site, arguments, 0),
                number(site, arguments, 1),
                number(site, arguments, 2),
                number(site, arguments, 3),
                number(site, arguments, 4),
                memory(arguments, site.firstMemory),
                memory(arguments, site.secondMemory));
    }

    /** A call that failed whatever its result would have been. */
    static CallEvent failed(Site site, long start, long end, int errno, Object[] arguments)
            throws ReflectiveOperationException {
        return Outcome.failed(
                site,
                start,
                end,
                errno,
                number(site, arguments, 0),
                number(site, arguments, 1),
                number(site, arguments, 2),
                number(site, arguments, 3),
                number(site, arguments, 4),
                memory(arguments, site.firstMemory),
                memory(arguments, site.secondMemory));
    }

    /** One by one, not in an array: most calls are only counted, and that shall not allocate. */
    private static long number(Site site, Object[] arguments, int index) throws ReflectiveOperationException {
        if (arguments == null || index >= arguments.length) {
            return 0;
        }
        Object argument = arguments[index];
        if (argument instanceof Number) {
            return ((Number) argument).longValue();
        }
        return index == site.firstMemory || index == site.secondMemory ? 0 : Memory.number(argument);
    }

    private static Object memory(Object[] arguments, int index) {
        boolean isThere = arguments != null && index >= 0 && index < arguments.length;
        return isThere && !(arguments[index] instanceof Number) ? arguments[index] : null;
    }
}
