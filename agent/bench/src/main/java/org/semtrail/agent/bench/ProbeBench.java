package org.semtrail.agent.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.semtrail.agent.emit.EventKind;
import org.semtrail.agent.emit.Probe;
import org.semtrail.agent.emit.Site;

/**
 * The probe {@link #CALLS} times around nothing, beside what it cannot do without. Runs with the agent, whose options decide
 * whether anybody records.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class ProbeBench {
    public static final int CALLS = 200;

    private static final Object NO_MEMORY = null;
    private static final int SITE = new Site.Builder("semop", "bench", EventKind.SEM_OPERATION)
            .family("sem")
            .hot(true)
            .failure(-1)
            .memory(1)
            .site()
            .number;

    private int semid;

    @Setup
    public void first() {
        probe();
    }

    @Benchmark
    public int nothing() {
        int sum = 0;
        for (int i = 0; i < CALLS; i++) {
            sum += call(i);
        }
        return sum;
    }

    @Benchmark
    public long twoClocks() {
        long sum = 0;
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            sum += call(i);
            sum += System.nanoTime() - start;
        }
        return sum;
    }

    @Benchmark
    public int probe() {
        int sum = 0;
        for (int i = 0; i < CALLS; i++) {
            long start = Probe.enter(SITE);
            sum += call(i);
            if (start != Probe.OFF) {
                Probe.leave(SITE, start, 0, 0, semid, 0, 1, 0, 0, NO_MEMORY, NO_MEMORY);
            }
        }
        return sum;
    }

    @Benchmark
    public int instantProbe() {
        int sum = 0;
        for (int i = 0; i < CALLS; i++) {
            long start = Probe.enter(SITE, true);
            sum += call(i);
            if (start != Probe.OFF) {
                Probe.leave(SITE, start, 0, 0, semid, 0, 1, 0, 0, NO_MEMORY, NO_MEMORY);
            }
        }
        return sum;
    }

    /** Stands for the native call: something that is not moved away from between the two clocks. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private int call(int argument) {
        return semid + argument;
    }
}
