package org.semtrail.correlate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.jfr.JvmEvent;
import org.semtrail.capture.jfr.JvmEvent.IpcUsage;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.OfSet;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.correlate.Lifetime.Told;

/** What JVMs recorded, by the set that it is about: IPC namespace, id, and the lifetime of the set. */
public final class JvmCalls {
    private static final String APR = "org.apache.tomcat.jni.";
    private static final Set<String> APR_MAKERS = Set.of(APR + "Lock#create", APR + "Global#create");

    private final List<JvmFacts> jvms;
    private final Map<Long, Map<Integer, List<Told>>> byId = new HashMap<>();

    JvmCalls(List<JvmFacts> jvms) {
        this.jvms = jvms;
        for (JvmFacts jvm : jvms) {
            if (jvm.recording().status() != null
                    && !Boolean.FALSE.equals(jvm.recording().thisBoot())) {
                Map<Integer, List<Told>> ids =
                        byId.computeIfAbsent(jvm.recording().status().ipcNs(), ns -> new HashMap<>());
                jvm.recording().events().forEach(event -> index(ids, jvm, event));
            }
        }
        byId.values().forEach(ids -> ids.values().forEach(told -> told.sort(Comparator.comparing(Told::at))));
    }

    private static void index(Map<Integer, List<Told>> ids, JvmFacts jvm, JvmEvent event) {
        int id = -1;
        if (event instanceof OfSet call) {
            id = call.semid();
        } else if (event instanceof IpcUsage usage && usage.kind().equals("sem") && usage.object() >= 0) {
            id = (int) Math.min(usage.object(), Integer.MAX_VALUE);
        }
        if (id >= 0) {
            ids.computeIfAbsent(id, i -> new ArrayList<>()).add(new Told(jvm, event));
        }
    }

    /** All that was recorded with this id, also about earlier sets; by time. */
    private List<Told> told(SysvSem set) {
        return byId.getOrDefault(set.ipcNs(), Map.of()).getOrDefault(set.semid(), List.of());
    }

    /** The lifetime of a set that is in the table. */
    Lifetime lifetime(SysvSem set) {
        List<Told> succeeded = told(set).stream()
                .filter(t -> t.event() instanceof OfSet call && !call.call().failed())
                .toList();
        return Lifetime.of(set, succeeded);
    }

    /** What each JVM did with a set, who made it first. */
    List<JvmHistory> histories(SysvSem set, Lifetime lifetime, Integer initialiser) {
        // By identity: a recording is too long to be hashed.
        Map<JvmFacts, List<JvmEvent>> events = new IdentityHashMap<>();
        told(set).stream()
                .filter(t -> !t.at().isBefore(lifetime.from()))
                .forEach(t ->
                        events.computeIfAbsent(t.jvm(), j -> new ArrayList<>()).add(t.event()));
        List<JvmHistory> histories = new ArrayList<>();
        for (JvmFacts jvm : jvms) {
            List<JniCall> candidates = lifetime.maker() == null ? candidates(set, jvm, initialiser) : List.of();
            List<JvmEvent> own = events.getOrDefault(jvm, List.of());
            if (!own.isEmpty() || !candidates.isEmpty()) {
                histories.add(history(jvm, lifetime, candidates, own));
            }
        }
        histories.sort(Comparator.comparing(h -> h.created() == null));
        return histories;
    }

    private static JvmHistory history(
            JvmFacts jvm, Lifetime lifetime, List<JniCall> candidates, List<JvmEvent> events) {
        boolean isMaker = lifetime.maker() != null && lifetime.maker().jvm().equals(jvm);
        SemGet created = isMaker ? (SemGet) lifetime.maker().event() : null;
        List<OfSet> calls = events.stream()
                .flatMap(e -> e instanceof OfSet c ? Stream.of(c) : Stream.of())
                .toList();
        List<IpcUsage> usage = events.stream()
                .flatMap(e -> e instanceof IpcUsage u ? Stream.of(u) : Stream.of())
                .toList();
        return new JvmHistory(jvm, created, candidates, calls, CallCounts.sum(usage));
    }

    /**
     * Native methods whose C code may have made the set: called by the process that initialised it, in the second of its
     * ctime, and recorded by somebody who may have made it. Java does not see the id.
     */
    private static List<JniCall> candidates(SysvSem set, JvmFacts jvm, Integer initialiser) {
        Integer pid = jvm.recording().pid();
        boolean author = jvm.recording().isBy(set.cuid()) || jvm.recording().isBy(set.uid());
        boolean itself = initialiser != null && initialiser.equals(pid) && jvm.successor() == null;
        if (!author || !itself || !jvm.recording().in(set.ipcNs())) {
            return List.of();
        }
        return jvm.recording().events().stream()
                .flatMap(e -> e instanceof JniCall c ? Stream.of(c) : Stream.of())
                .filter(JvmCalls::mayMake)
                .filter(c -> !c.call().failed() && Lifetime.fits(set, c.call()))
                .toList();
    }

    /** Of APR through Tomcat Native we know: all other methods use a set that was made before. */
    public static boolean mayMake(JniCall call) {
        return call.function().equals("semget")
                || (call.function().isEmpty()
                        && (!call.method().startsWith(APR) || APR_MAKERS.contains(call.method())));
    }
}
