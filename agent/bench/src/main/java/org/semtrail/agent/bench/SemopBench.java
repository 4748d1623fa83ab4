package org.semtrail.agent.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Half of the calls raise a semaphore and cannot block, half lower it and could; all succeed at once: time and allocated bytes of {@link #CALLS} calls. Sampled,
 * for the median of so short pieces does not know what else the machine does.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class SemopBench {
    public static final int CALLS = 200;

    @Param("Jnr")
    public String binding;

    /** Whether all threads use one set; else each has its own. */
    @Param("false")
    public boolean shared;

    private SemaphorePair pair;
    private int semidOfAll;

    @Setup
    public void bind() throws ReflectiveOperationException {
        pair = SemaphorePair.through(binding);
        semidOfAll = created();
    }

    @TearDown
    public void remove() {
        pair.remove(semidOfAll);
    }

    private int created() {
        int semid = pair.create();
        if (semid < 0) {
            throw new IllegalStateException("semget failed");
        }
        return semid;
    }

    /** What one thread uses. */
    @State(Scope.Thread)
    public static class Mine {
        private int semid;

        @Setup
        public void create(SemopBench bench) {
            semid = bench.shared ? bench.semidOfAll : bench.created();
        }

        @TearDown
        public void remove(SemopBench bench) {
            if (!bench.shared) {
                bench.pair.remove(semid);
            }
        }
    }

    @Benchmark
    public int calls(Mine set) {
        int failures = 0;
        for (int i = 0; i < CALLS; i += 2) {
            failures += pair.raise(set.semid) + pair.lower(set.semid);
        }
        if (failures != 0) {
            throw new IllegalStateException("semop failed");
        }
        return failures;
    }
}
