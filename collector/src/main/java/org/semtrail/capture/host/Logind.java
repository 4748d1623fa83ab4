package org.semtrail.capture.host;

import java.util.Optional;
import java.util.Set;

/**
 * What systemd-logind does with IPC objects when a user's last session ends.
 *
 * @param running whether a logind was seen to run; without one nothing is removed
 * @param removeIpc RemoveIPC= as configured, or else as the comment of the distribution's logind.conf gives its default;
 *     null where nothing says
 * @param source "file:line" of what says so; null where nothing does
 * @param configured true where an assignment says so, false where it is the default
 * @param lingering names of users who never log out for logind (loginctl enable-linger)
 * @param ipcNs inode of the IPC namespace that it removes from, its own; null where that may not be read
 */
public record Logind(
        boolean running, Boolean removeIpc, String source, boolean configured, Set<String> lingering, Long ipcNs) {
    public Logind {
        lingering = Set.copyOf(lingering);
    }

    /** The value that counts; upstream's default is yes. */
    public boolean removesIpc() {
        return running && Optional.ofNullable(removeIpc).orElse(true);
    }

    /** The value in words, with where it comes from. */
    public String words() {
        if (removeIpc == null) {
            return "default (yes unless the distribution changed it)";
        }
        return (removeIpc ? "yes" : "no") + (configured ? " in " : " by default, says the comment in ") + source;
    }
}
