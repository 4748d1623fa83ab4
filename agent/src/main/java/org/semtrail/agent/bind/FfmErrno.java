package org.semtrail.agent.bind;

import org.semtrail.agent.emit.Failures;
import org.semtrail.agent.emit.Recorder;

/**
 * Where the linker writes errno for calls whose handle was made without that. One for each carrier, not for each virtual thread:
 * between the call and the look at errno nothing blocks, so nothing unmounts.
 */
final class FfmErrno {
    private static final ThreadLocal<Object> SEGMENT = ofCarrier();
    /** For a thread that can have none of its own, as when memory is short: its call is made all the same. */
    private static final Object SHARED = shared();

    private FfmErrno() {}

    /** Called from wrappers, in place of the application's call: nothing may be thrown. */
    static Object segment() {
        try {
            Object segment = SEGMENT.get();
            if (segment == null) {
                segment = Foreign.newInt();
                SEGMENT.set(segment);
            }
            return segment;
        } catch (Throwable t) {
            Failures.count(t);
            return SHARED;
        }
    }

    private static Object shared() {
        try {
            return Foreign.newInt();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
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
