package org.semtrail.capture.host;

import java.util.Optional;

/** Loads the native calls at most once, and remembers why where that fails: then /proc is read instead. */
public final class KernelLoader {
    private Kernel kernel;
    private String failure;

    public KernelLoader() {}

    /** A loader that already holds its calls, for tests. */
    public KernelLoader(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The native calls; empty where the library cannot be loaded (no temporary folder, unknown processor). */
    public synchronized Optional<Kernel> get() {
        if (kernel == null && failure == null) {
            try {
                kernel = new LinuxKernel();
                // The first call is what really loads and links.
                kernel.geteuid();
            } catch (UnsupportedOperationException | LinkageError | IllegalStateException e) {
                kernel = null;
                failure = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
            }
        }
        return Optional.ofNullable(kernel);
    }

    /** Why {@link #get()} is empty, as a gap to tell. */
    public synchronized Optional<Unseen> failure() {
        return Optional.ofNullable(failure)
                .map(why -> Unseen.failed(
                        "native calls",
                        why + "; reading /proc/sysvipc instead: no values, last pids or waiters. Set -Djava.io.tmpdir"
                                + " in SEMTRAIL_JAVA_OPTS to a folder that is writable and not mounted noexec"));
    }
}
