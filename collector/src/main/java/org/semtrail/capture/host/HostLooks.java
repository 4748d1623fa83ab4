package org.semtrail.capture.host;

import java.util.function.Predicate;

/** Looks at a host: at all of it, and once more at some of its IPC namespaces. */
public interface HostLooks {
    HostView read();

    /** Looks again at some of the namespaces of an earlier view, and at all processes after that. */
    HostView again(HostView earlier, Predicate<IpcNamespace> wanted);

    /** CLOCK_MONOTONIC, which no clock step moves; 0 where it cannot be read. */
    long monotonicMicros();
}
