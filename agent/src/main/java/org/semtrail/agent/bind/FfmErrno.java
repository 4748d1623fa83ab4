package org.semtrail.agent.bind;

import org.semtrail.agent.emit.Failures;
import org.semtrail.agent.emit.Recorder;

/**
 * Where the linker writes errno for calls whose handle was made without that. One for each carrier, not for each virtual thread:
 * between the call and the look at errno nothing blocks, so nothing unmounts.
 */
final class FfmErrno {
    private static final ThreadLocal<Object> SEGMENT = ofCarrier();

    private FfmErrno() {}

    /** Called from wrappers. */
    static Object segment() throws ReflectiveOperationException {
        Object segment = SEGMENT.get();
        if (segment == null) {
            segment = Foreign.newInt();
            SEGMENT.set(segment);
        }
        return segment;
    }

    @SuppressWarnings("unchecked")
    private static ThreadLocal<Object> ofCarrier() {
        try {
            Class<?> type = Class.forName("jdk.internal.misc.CarrierThreadLocal");
            Recorder.open(type);
            return (ThreadLocal<Object>) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | RuntimeException e) {
            Failures.count(e);
            return new ThreadLocal<>();
        }
    }
}
