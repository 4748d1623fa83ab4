package org.semtrail.agent.emit;

import java.util.concurrent.atomic.AtomicLong;

/** Lets the first few of each second pass. */
final class Burst {
    private static final long SECOND = 1_000_000_000L;
    static final int A_SECOND = 20;

    private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong passed = new AtomicLong();

    boolean allows(long now) {
        long current = Math.floorDiv(now, SECOND);
        long known = second.get();
        if (known != current && second.compareAndSet(known, current)) {
            passed.set(0);
        }
        return passed.getAndIncrement() < A_SECOND;
    }
}
