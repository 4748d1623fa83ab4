package org.semtrail.correlate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.semtrail.capture.host.HostReader;
import org.semtrail.capture.host.HostView;
import org.semtrail.capture.host.HostView.Tables;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.Look;
import org.semtrail.capture.host.NamespaceRefused;
import org.semtrail.capture.host.Reading;
import org.semtrail.capture.host.SystemdUnits;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.host.UserNames;

/**
 * Reads and judges the tables other than semaphores: the table, the processes after it, and where something might go,
 * both once more; the safer verdict of the two stands.
 */
public final class ObjectJudge {
    private final HostReader reader;
    private final Supplier<Look> looks;
    private final SystemdUnits units;
    private final UserNames names;
    private final HostView host;
    private final Look first;

    /**
     * @param looks makes a new look at the host
     */
    public ObjectJudge(HostReader reader, Supplier<Look> looks, SystemdUnits units, UserNames names) {
        this.reader = reader;
        this.looks = looks;
        this.units = units;
        this.names = names;
        this.host = reader.read();
        this.first = looks.get();
    }

    /** The time of the look, our own IPC namespace and its neighbours. */
    public HostView host() {
        return host;
    }

    /** The rows of a table with their verdicts, and what could not be seen of them. */
    public <T> Reading<ObjectFacts<T>> judge(JudgedTable<T> table) {
        Reading<ObjectFacts<T>> once = look(table, first);
        if (once.rows().stream().noneMatch(ObjectJudge::isCandidate)) {
            return once;
        }
        Map<List<Object>, ObjectFacts<T>> again = new HashMap<>();
        look(table, looks.get()).rows().forEach(f -> again.put(table.identity().apply(f.row()), f));
        return new Reading<>(
                once.rows().stream()
                        .map(f -> isCandidate(f)
                                ? confirm(f, again.get(table.identity().apply(f.row())))
                                : f)
                        .toList(),
                once.unseen());
    }

    /** Runs something in the IPC namespace of an object; null means that it has none. */
    public <R> R inside(Long ipcNs, Callable<R> task) throws NamespaceRefused {
        IpcNamespace ns = host.namespaces().stream()
                .map(Tables::ns)
                .filter(n -> ipcNs == null ? n.own() : n.inode() == ipcNs)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no IPC namespace " + ipcNs));
        return reader.inside(ns, task);
    }

    public Look newLook() {
        return looks.get();
    }

    private static boolean isCandidate(ObjectFacts<?> facts) {
        return facts.verdict().compareTo(Verdict.PRESUMED_ORPHAN) >= 0;
    }

    private static <T> ObjectFacts<T> confirm(ObjectFacts<T> facts, ObjectFacts<T> again) {
        if (again == null) {
            return facts.with(
                    Verdict.UNKNOWN,
                    Evidence.open("it was removed or changed between two looks at the host", "second look"));
        }
        return again.verdict().compareTo(facts.verdict()) < 0 ? again : facts;
    }

    private <T> Reading<ObjectFacts<T>> look(JudgedTable<T> table, Look look) {
        Instant at = reader.now();
        List<IpcNamespace> namespaces =
                host.namespaces().stream().map(Tables::ns).toList();
        Reading<T> rows = table.table().readAll(look, reader, namespaces);
        HostView processes = reader.again(host, ns -> false);
        Ground ground = new Ground(
                at,
                namespaces,
                processes,
                new Life(processes),
                new UnitTimes(units, processes.at(), reader.monotonicMicros()),
                names);
        Function<T, ObjectFacts<T>> judge = table.judge().apply(ground, rows.rows());
        List<Unseen> unseen = new ArrayList<>(rows.unseen());
        unseen.addAll(processes.unseen());
        return new Reading<>(
                rows.rows().stream().map(judge).toList(),
                unseen.stream().distinct().toList());
    }
}
