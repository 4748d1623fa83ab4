package org.semtrail.capture.host;

import java.nio.file.Path;

/**
 * Where the host's file trees begin. {@link #LIVE} is the running host; tests hand in captured trees.
 *
 * @param root what stands for {@code /}
 */
public record HostRoot(Path root) {
    public static final HostRoot LIVE = new HostRoot(Path.of("/"));

    /** Resolves an absolute path of the host, for example {@code /proc/sysvipc/sem}. */
    public Path path(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    public Path proc(String relative) {
        return path("/proc/" + relative);
    }
}
