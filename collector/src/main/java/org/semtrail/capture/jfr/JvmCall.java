package org.semtrail.capture.jfr;

import java.time.Duration;
import java.time.Instant;

/**
 * What all recorded calls of C functions have in common.
 *
 * @param start when it was made, by the JVM's clock
 * @param duration how long it took
 * @param function the C function, also where it was called through syscall(2)
 * @param binding how Java reached it: jnr, jna, jna-direct, ffm or jni
 * @param viaSyscall whether it was called through syscall(2)
 * @param result what it returned
 * @param errno why it failed, 0 for success; null where that cannot be known
 * @param virtualThread whether a virtual thread made it
 */
public record JvmCall(
        Instant start,
        Duration duration,
        String function,
        String binding,
        boolean viaSyscall,
        long result,
        boolean failed,
        Integer errno,
        boolean virtualThread,
        JvmThread thread,
        JvmStack stack) {
    public Instant end() {
        return start.plus(duration);
    }

    JvmCall with(JvmStack otherStack) {
        return new JvmCall(
                start,
                duration,
                function,
                binding,
                viaSyscall,
                result,
                failed,
                errno,
                virtualThread,
                thread,
                otherStack);
    }

    /** Whether it failed for this reason. */
    public boolean failedWith(int number) {
        return failed && errno != null && errno == number;
    }
}
