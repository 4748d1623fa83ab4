package org.semtrail.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.KernelLoader;
import org.semtrail.capture.host.UserNames;

/**
 * What every command is given: the edges of the program, made once.
 *
 * @param console where output goes
 * @param host the file trees of the host
 * @param kernel loads the native calls when a command first needs them
 * @param clock the time of day
 * @param env the environment
 */
public record Context(Console console, HostRoot host, KernelLoader kernel, Clock clock, Map<String, String> env) {
    public static Context ofProcess() {
        return new Context(Console.ofProcess(), HostRoot.LIVE, new KernelLoader(), Clock.systemUTC(), System.getenv());
    }

    /** Where what must outlive a command is kept: $SEMTRAIL_STATE, or /var/lib/semtrail. */
    public Path state() {
        return Path.of(env.getOrDefault("SEMTRAIL_STATE", "/var/lib/semtrail"));
    }

    /**
     * Whether the user knows that nobody outside of our PID namespace shares its semaphores and other IPC objects, as in a
     * system container: SEMTRAIL_ALONE=yes. From inside that cannot be seen.
     */
    public boolean alone() {
        return "yes".equals(env.get("SEMTRAIL_ALONE"));
    }

    public Instant now() {
        return clock.instant();
    }

    public UserNames names() {
        return UserNames.read(host);
    }
}
