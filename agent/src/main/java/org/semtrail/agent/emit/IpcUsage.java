package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** How often a call was made on an object with one outcome, and how long it took, since the previous event of this kind. */
@Name("org.semtrail.IpcUsage")
@Label("IPC usage")
@Description("Counted calls on one object with one outcome since the previous event of the same key")
@Category({"semtrail", "Agent"})
@Period("endChunk")
@StackTrace(false)
final class IpcUsage extends Event {
    @Label("Call")
    @Description("The C function, or class and method of a native method")
    String call;

    @Label("Binding")
    @Description("How Java reached it: jnr, jna, jna-direct, ffm or jni")
    String binding;

    @Label("Object")
    @Description("semid, shmid, msqid or handle; -1 for all beyond the number that is told apart")
    long object;

    @Label("Kind")
    @Description("sem, shm, msg or posix")
    String kind;

    @Label("errno")
    @Description("0 for success, -1 for a failure whose errno is not known")
    int errno;

    @Label("Count")
    long count;

    @Label("Timed")
    @Description("How many of them were timed")
    long timed;

    @Label("Total time")
    @Description("Duration of the timed calls together")
    @Timespan(Timespan.NANOSECONDS)
    long totalNanos;

    @Label("Longest")
    @Description("Duration of the longest timed call")
    @Timespan(Timespan.NANOSECONDS)
    long maxNanos;

    @Label("Histogram")
    @Description("Timed calls below 1024 ns, below 2048 ns, and so on by powers of two")
    String histogram;

    void fill(UsageCell cell, UsageSums sums) {
        call = cell.site.method.isEmpty() ? cell.site.call : cell.site.method;
        binding = cell.site.binding;
        object = cell.object;
        kind = cell.site.family;
        errno = cell.errno;
        count = sums.count;
        timed = sums.timed;
        totalNanos = sums.totalNanos;
        maxNanos = sums.maxNanos;
        histogram = sums.histogramText();
    }
}
