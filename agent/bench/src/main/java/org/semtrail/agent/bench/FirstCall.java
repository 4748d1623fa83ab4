package org.semtrail.agent.bench;

import java.util.Arrays;

/** What the first call costs: prints the nanoseconds from before the binding is loaded until a set is made, used and removed. */
public final class FirstCall {
    private FirstCall() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        long start = System.nanoTime();
        SemaphorePair pair = SemaphorePair.through(arguments[0]);
        long loaded = System.nanoTime();
        int semid = pair.create();
        long created = System.nanoTime();
        int[] results = {semid, pair.raise(semid), pair.lower(semid), pair.remove(semid)};
        long end = System.nanoTime();
        if (Arrays.stream(results).anyMatch(result -> result < 0)) {
            throw new IllegalStateException("a call failed: " + Arrays.toString(results));
        }
        System.out.println((loaded - start) + " " + (created - loaded) + " " + (end - created));
    }
}
