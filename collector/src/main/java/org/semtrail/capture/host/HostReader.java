package org.semtrail.capture.host;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.semtrail.capture.host.HostView.Tables;

/** Looks at a whole host: namespaces, then the tables of each, then the processes that could use what is in them. */
public final class HostReader implements HostLooks {
    private final KernelLoader loader;
    private final Optional<Kernel> kernel;
    private final HostRoot host;
    private final Clock clock;
    private final boolean alone;

    /** @param alone whether the user knows that nobody outside of our PID namespace shares its semaphores */
    public HostReader(KernelLoader loader, HostRoot host, Clock clock, boolean alone) {
        this.alone = alone;
        this.loader = loader;
        this.kernel = loader.get();
        this.host = host;
        this.clock = clock;
    }

    @Override
    public HostView read() {
        Instant at = clock.instant();
        long own = Math.max(0, ProcFile.namespace(host.proc("self/ns/ipc")));
        List<Unseen> unseen = new ArrayList<>();
        loader.failure().ifPresent(unseen::add);
        List<HostProcess> before = ProcFs.isOurs(host) ? processes().rows() : List.of();
        List<Tables> tables = new ArrayList<>();
        for (IpcNamespace ns : new IpcNamespaceFinder(host, own).find(before)) {
            tables(ns, unseen).ifPresent(tables::add);
        }
        return view(at, own, tables, unseen);
    }

    @Override
    public HostView again(HostView earlier, Predicate<IpcNamespace> wanted) {
        Instant at = clock.instant();
        List<Unseen> unseen = new ArrayList<>();
        List<Tables> tables = new ArrayList<>();
        for (Tables known : earlier.namespaces()) {
            if (wanted.test(known.ns())) {
                tables(known.ns(), unseen).ifPresent(tables::add);
            }
        }
        return view(at, earlier.ownIpcNs(), tables, unseen);
    }

    public Instant now() {
        return clock.instant();
    }

    /** Reads and removes single sets of the namespace that the calling thread is in. */
    public SysvSemReader sets() {
        return new SysvSemReader(kernel, host);
    }

    @Override
    public long monotonicMicros() {
        return HostClock.monotonicMicros(kernel);
    }

    private HostView view(Instant at, long own, List<Tables> tables, List<Unseen> unseen) {
        List<Unseen> hidden = ProcFs.hidden(host);
        Reading<HostProcess> processes = ProcFs.isOurs(host) ? processes() : Reading.of(List.of());
        unseen.addAll(hidden);
        unseen.addAll(processes.unseen());
        boolean allListed = hidden.isEmpty()
                && !processes.rows().isEmpty()
                && processes.unseen().stream().noneMatch(u -> u.kind() == Unseen.Kind.FAILED);
        boolean complete = allListed && processes.unseen().isEmpty();
        boolean outsiders = !alone && ProcPids.isNested(host);
        return new HostView(at, own, tables, processes.rows(), allListed, complete, outsiders, unseen);
    }

    private Reading<HostProcess> processes() {
        return new ProcessReader(host, HostClock.boot(kernel, host)).readAll();
    }

    private Optional<Tables> tables(IpcNamespace ns, List<Unseen> unseen) {
        try {
            return Optional.of(inside(ns, () -> {
                Reading<SysvSem> sems = new SysvSemReader(kernel, host).read(ns.inode());
                unseen.addAll(sems.unseen());
                IpcLimitsReader.Result limits = IpcLimitsReader.read(host, kernel);
                unseen.addAll(limits.unseen());
                return new Tables(ns, sems.rows(), SysvSemReader.isComplete(sems), limits.limits());
            }));
        } catch (NamespaceRefused e) {
            unseen.add(Unseen.denied("IPC namespace " + ns.inode(), e.getMessage()));
            return Optional.empty();
        }
    }

    /** Runs something in an IPC namespace: on this thread where it is ours, else on one that enters it. */
    public <T> T inside(IpcNamespace ns, java.util.concurrent.Callable<T> task) throws NamespaceRefused {
        if (!ns.own()) {
            return new IpcNamespaceEntry(
                            kernel.orElseThrow(() -> new NamespaceRefused("entering it needs native calls")), host)
                    .inside(ns, task);
        }
        try {
            return task.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
