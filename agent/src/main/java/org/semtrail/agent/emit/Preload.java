package org.semtrail.agent.emit;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Initializes what the probe needs, on a thread with stack to spare: a class whose initializer has failed once is lost for good. */
final class Preload {
    private static final List<Class<?>> NEEDED = Collections.unmodifiableList(Arrays.asList(
            Outcome.class,
            Call.class,
            CallState.class,
            UsageCell.class,
            UsageSums.class,
            Burst.class,
            SyscallSites.class,
            Boxed.class,
            ThrownErrno.class,
            Memory.class,
            SemOperations.class,
            Commands.class,
            Names.class,
            VirtualThreads.class,
            Errno.class,
            Status.class,
            LiveObjects.class,
            Creation.class,
            LiveStack.class,
            Failures.class));

    private Preload() {}

    static void all() throws ClassNotFoundException {
        for (Class<?> each : NEEDED) {
            Class.forName(each.getName(), true, each.getClassLoader());
        }
    }
}
