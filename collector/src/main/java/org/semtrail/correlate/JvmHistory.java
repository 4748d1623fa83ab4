package org.semtrail.correlate;

import java.util.List;
import java.util.stream.Stream;
import org.semtrail.capture.jfr.JvmEvent;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.OfSet;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;

/**
 * What one JVM did with one set, as it recorded it.
 *
 * @param jvm the JVM
 * @param created the call that made the set; null where that was another one
 * @param candidates calls of native methods of which one may have made it: C code that Java does not see into
 * @param calls calls on it, by time: life-cycle, failures, and operations that waited
 * @param usage all operations, counted
 */
public record JvmHistory(
        JvmFacts jvm, SemGet created, List<JniCall> candidates, List<OfSet> calls, List<CallCounts> usage) {
    private static final int IPC_CREAT = 01000;
    private static final int IPC_EXCL = 02000;

    public JvmHistory {
        candidates = List.copyOf(candidates);
        calls = List.copyOf(calls);
        usage = List.copyOf(usage);
    }

    /** Calls that made, opened, changed or removed it. */
    public Stream<OfSet> lifeCycle() {
        return calls.stream()
                .filter(c -> !(c instanceof SemOperation) && !c.call().failed() && !isReading(c));
    }

    /** Whether a call only looks (semctl(2)). */
    private static boolean isReading(OfSet call) {
        return call instanceof SemControl c
                && (c.command().startsWith("GET")
                        || c.command().contains("STAT")
                        || c.command().endsWith("INFO"));
    }

    /** Operations that were recorded one by one: those that waited longer than the agent's threshold. */
    public Stream<SemOperation> operations() {
        return calls.stream()
                .flatMap(c -> c instanceof SemOperation o && !o.call().failed() ? Stream.of(o) : Stream.of());
    }

    public Stream<OfSet> failures() {
        return calls.stream().filter(c -> c.call().failed());
    }

    /** Whether the JVM had the set's id: it got or used it with success. */
    public boolean knows() {
        return calls.stream().anyMatch(c -> !c.call().failed())
                || usage.stream().anyMatch(u -> u.errno() == 0 && u.count() > 0);
    }

    /** Whether an event is a successful removal. */
    public static boolean isRemoval(JvmEvent event) {
        return event instanceof SemControl c
                && c.command().equals("IPC_RMID")
                && !c.call().failed();
    }

    /** Whether a call makes a set where there is none (semget(2)). */
    public static boolean mayCreate(SemGet get) {
        return (get.semflg() & IPC_CREAT) != 0;
    }

    /** Whether a call certainly made a set: one with a private key or IPC_EXCL always does (semget(2)). */
    public static boolean isCreation(SemGet get) {
        boolean exclusive = (get.semflg() & (IPC_CREAT | IPC_EXCL)) == (IPC_CREAT | IPC_EXCL);
        return !get.call().failed() && (get.key() == 0 || exclusive);
    }
}
