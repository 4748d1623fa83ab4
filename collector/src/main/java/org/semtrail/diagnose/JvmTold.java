package org.semtrail.diagnose;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.SetFacts;

/** Words and searches that the rules about recordings of JVMs share. */
final class JvmTold {
    private static final int MAX_FRAMES = 6;

    private JvmTold() {}

    /** Events of one kind of a JVM, by time. */
    static <T> List<T> events(JvmFacts jvm, Class<T> kind) {
        return jvm.recording().events().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Where in the application: "com.acme.Lock.take:42". */
    static String place(OfCall call) {
        return call.frame().map(JvmFrame::toString).orElse("a place without Java stack");
    }

    /** The application's part of a stack on one line: "com.acme.Lock.take:42 < com.acme.Main.main:7". */
    static String stack(OfCall call) {
        List<JvmFrame> frames =
                applicationPart(call).stream().filter(f -> !f.isLambda()).toList();
        String first = frames.stream().limit(MAX_FRAMES).map(JvmFrame::toString).collect(Collectors.joining(" < "));
        return frames.isEmpty() ? "no Java stack" : first + (frames.size() > MAX_FRAMES ? " < …" : "");
    }

    /** The frames from where the application called: what calls of the same place have in common. */
    static List<JvmFrame> applicationPart(OfCall call) {
        List<JvmFrame> frames = call.call().stack().frames();
        return call.frame()
                .map(here -> frames.subList(frames.indexOf(here), frames.size()))
                .orElse(List.of());
    }

    /** The same without the JDK's own lines: Map.computeIfAbsent has several that call the same lambda. */
    static List<JvmFrame> site(OfCall call) {
        return applicationPart(call).stream()
                .filter(f -> !f.isOfJdk() && !f.isLambda())
                .toList();
    }

    static Instant time(Instant exact) {
        return exact.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether a JVM used the tables that we see: in one of their namespaces, since this boot. */
    static boolean isOfThisHost(HostFacts facts, JvmFacts jvm) {
        return jvm.recording().status() != null
                && facts.namespaces().stream().anyMatch(n -> jvm.recording().in(n.ns().inode()));
    }

    /** The sets in the table by the id that a JVM knows them by; empty where it was in another namespace. */
    static Map<Integer, SetFacts> sets(HostFacts facts, JvmFacts jvm) {
        Map<Integer, SetFacts> sets = new HashMap<>();
        facts.namespaces().stream()
                .filter(n -> jvm.recording().in(n.ns().inode()))
                .forEach(n -> n.sets().forEach(s -> sets.put(s.sem().semid(), s)));
        return sets;
    }

    /** "3 times", with the first and the last. */
    static String times(Collection<? extends OfCall> calls) {
        Instant first = calls.stream().map(OfCall::at).min(Instant::compareTo).orElseThrow();
        Instant last = calls.stream().map(OfCall::at).max(Instant::compareTo).orElseThrow();
        return calls.size() == 1
                ? "once, at " + time(first)
                : calls.size() + " times, from " + time(first) + " to " + time(last);
    }

    static String show(HostFacts facts, SetFacts set) {
        return "semtrail show " + set.sem().semid()
                + (set.sem().ipcNs() == facts.ownIpcNs()
                        ? ""
                        : " --ipc-ns " + set.sem().ipcNs());
    }
}
