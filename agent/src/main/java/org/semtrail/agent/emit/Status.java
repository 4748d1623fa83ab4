package org.semtrail.agent.emit;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** Gathers what the status event tells: what is instrumented, what is not and why. */
public final class Status {
    private static final Map<String, Integer> INSTRUMENTED = new TreeMap<>();
    private static final TreeSet<String> BLIND = new TreeSet<>();
    private static final AtomicLong SUPPRESSED = new AtomicLong();
    private static final AtomicLong DROPPED = new AtomicLong();
    private static boolean changed;
    private static long toldFailures;
    private static long toldLosses;

    private Status() {}

    /** One more class or handle of a binding is recorded. */
    public static synchronized void instrumented(String binding) {
        Integer before = INSTRUMENTED.get(binding);
        INSTRUMENTED.put(binding, before == null ? 1 : before + 1);
        changed = true;
    }

    /** Something cannot be seen, and why. */
    public static synchronized void blind(String whatAndWhy) {
        changed |= BLIND.add(whatAndWhy);
    }

    /** The next round tells the status again. */
    static synchronized void tellAnew() {
        changed = true;
    }

    static void suppressed(long events) {
        SUPPRESSED.addAndGet(events);
    }

    static void dropped() {
        DROPPED.incrementAndGet();
    }

    /** Whether there is news since the last status event. */
    static synchronized boolean hasChanged() {
        return changed || toldFailures != Failures.count() || toldLosses != losses();
    }

    private static long losses() {
        return DROPPED.get() + SUPPRESSED.get();
    }

    static synchronized AgentStatus event(Settings settings, ProcessIdentity process, String repository) {
        changed = false;
        toldFailures = Failures.count();
        toldLosses = losses();
        AgentStatus event = new AgentStatus();
        event.version = AgentVersion.TEXT;
        event.options = settings.options;
        event.lateAttach = settings.lateAttach;
        event.instrumented = counts();
        event.blind = String.join("; ", BLIND);
        event.dropped = DROPPED.get();
        event.suppressed = SUPPRESSED.get();
        event.failures = Failures.count();
        event.lastFailure = Failures.last();
        event.recording = repository;
        event.pid = process.pid;
        event.startTicks = process.startTicks;
        event.ipcNs = process.ipcNamespace;
        event.pidNs = process.pidNamespace;
        event.bootId = process.bootId;
        event.mainClass = process.mainClass;
        event.javaVersion = process.javaVersion;
        event.user = process.user;
        event.cgroup = process.cgroup;
        return event;
    }

    private static String counts() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Integer> entry : INSTRUMENTED.entrySet()) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(entry.getKey())
                    .append(' ')
                    .append(entry.getValue());
        }
        return text.toString();
    }
}
