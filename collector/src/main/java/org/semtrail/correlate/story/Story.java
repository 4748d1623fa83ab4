package org.semtrail.correlate.story;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semtrail.capture.host.IpcKernel;
import org.semtrail.capture.host.SysctlLine;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.JvmStack;
import org.semtrail.capture.offline.Source;

/**
 * What happened, as far as the evidence tells; all of bounded size. Times are milliseconds since 1970.
 *
 * @param asked the time that it is about; what is older or younger explains, and counts nowhere
 * @param from the first time that is told of; null where nothing is
 * @param events the most telling, by time
 * @param eventsTotal how many there were
 * @param stacks by their number in the cube of activity
 * @param running pids of all that ran when processes were listed; null where not all of them were
 * @param sites places of JVMs that made sets, or were refused
 * @param troubles calls of JVMs that failed
 * @param holds semaphores that were taken and not given back, as far as is told
 * @param limits of the tables, by the kernel's names, as the evidence tells them
 * @param used how much of a limit was in use
 * @param settings lines of configuration that set limits, as files of another host tell them
 * @param kernel what of the limits depends on the kernel
 * @param tables the semaphore sets that captured tables list; null where none was among the evidence
 * @param tablesAt when that table was captured; null where not known
 * @param tablesWhole whether that table lists all sets that were there then
 * @param tablesBoot the boot id of the host that the evidence is of; null where not known
 * @param tableHome of which boot and IPC namespace that table is
 */
public record Story(
        Asked asked,
        Long from,
        Long to,
        List<Event> events,
        long eventsTotal,
        List<Series> series,
        List<JvmStack> stacks,
        Activity.Cube activity,
        List<Waits.Wait> waits,
        List<Life> sets,
        long setsLeftOut,
        List<Process> processes,
        Set<Integer> running,
        List<JvmLine> jvms,
        List<Site> sites,
        List<Trouble> troubles,
        List<Hold> holds,
        List<Removal> removals,
        List<Mark> marks,
        Map<String, Long> limits,
        Map<String, Long> used,
        List<SysctlLine> settings,
        IpcKernel kernel,
        List<Life> tables,
        Long tablesAt,
        boolean tablesWhole,
        String tablesBoot,
        TableHome tableHome,
        List<Source> sources,
        List<Gap> unseen) {
    /** A moment with the id by which findings point to it, and the number of its stack, -1 for none. */
    public record Event(String id, Moment moment, int stack) {}

    /** {time, value} over time. */
    public record Series(String name, String unit, Long limit, List<long[]> points) {}

    /** A process that is told of; {@code how} it ended: exit, killed, unknown or alive. */
    public record Process(
            String key,
            Integer pid,
            String name,
            boolean jvm,
            String unit,
            String container,
            Long start,
            Long end,
            String how) {
        /** Of one that is known by its pid alone. */
        public static String key(int pid) {
            return "pid-" + pid;
        }
    }

    /**
     * A semaphore that a JVM took and, as far as is told, nobody gave back.
     *
     * @param countedMs when any JVM's operations on the set that are not told one by one were counted last; null for never
     */
    public record Hold(JvmLine jvm, int semid, int semnum, SemOperation taking, boolean undo, Long countedMs) {}

    /** Whether the captured table tells how it was in the time that is asked for. */
    public boolean tableIsInside() {
        return tablesAt == null ? asked.isAll() : asked.has(tablesAt);
    }

    /** A removal of a set that a JVM recorded, in which boot and IPC namespace. */
    public record Removal(String object, JvmLine jvm, long atMs, String place, String boot, long ipcNs) {}

    /**
     * A line of a log that tells of the end or beginning of processes, or of a failure.
     *
     * @param mechanism what happened: killed, oom, stop-timeout, unclean, session-end, start, stop, no-room, set-removed,
     *     set-gone (the call says that there is none, not why) or failure
     * @param count how many such lines
     * @param nsems how many semaphores it asked for in one set; null where it does not say
     * @param object what it names, as it names it: an id or a key; null where it names nothing
     */
    public record Mark(
            String mechanism,
            Long atMs,
            Long lastMs,
            long count,
            Integer pid,
            String program,
            String text,
            String source,
            Integer nsems,
            String object) {
        public Mark(
                String mechanism,
                Long atMs,
                Long lastMs,
                long count,
                Integer pid,
                String program,
                String text,
                String source) {
            this(mechanism, atMs, lastMs, count, pid, program, text, source, null, null);
        }
    }

    /** What could not be seen, and when. */
    public record Gap(String what, String why, Long from, Long to) {
        static Gap of(Unseen u) {
            return new Gap(u.what(), u.why(), null, null);
        }
    }
}
