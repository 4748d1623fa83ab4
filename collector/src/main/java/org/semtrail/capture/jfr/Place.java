package org.semtrail.capture.jfr;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.List;
import org.semtrail.capture.host.HostProcess;

/**
 * Where one JVM, or whoever a user names, left files of recordings.
 *
 * @param label its path as we see it
 * @param owner uid of the folder, or of the file that a JVM has open
 * @param given whether a user named it: then it may be of another host, and its owner says nothing
 * @param origin where it was found
 * @param named what its name says of the JVM; null where it says nothing
 * @param holder a living process that has a file of it open; null for none
 */
record Place(String label, long owner, boolean given, Origin origin, Named named, Integer holder, List<Source> files) {
    /** A folder's name {@code <pid>-<startTicks>}: the number of the JVM as it sees itself, and when it started. */
    record Named(int pid, long startTicks) {
        /** Null where it is no such name. */
        static Named of(String name) {
            if (!name.matches("[1-9]\\d{0,8}-\\d{1,18}")) {
                return null;
            }
            int dash = name.indexOf('-');
            return new Named(Integer.parseInt(name.substring(0, dash)), Long.parseLong(name.substring(dash + 1)));
        }
    }

    /**
     * A file that can be opened when its turn comes.
     *
     * @param id device and inode: a file that was found twice is read once
     */
    record Source(String name, long size, Instant modified, Object id, Opening opening) {
        SeekableByteChannel open() throws IOException {
            return opening.open();
        }
    }

    /** Opens a file, without following links. */
    interface Opening {
        SeekableByteChannel open() throws IOException;
    }

    Place with(List<Source> fewer) {
        return new Place(label, owner, given, origin, named, holder, fewer);
    }

    boolean isEmpty() {
        return files.stream().allMatch(f -> f.size() == 0);
    }

    /** Whether it is believed about everybody's sets: a user named it, or root of this host wrote it. */
    boolean isTrusted() {
        return given || (owner == 0 && origin.isOurs());
    }

    /** Whether a file of this owner can be by a process: by its user, or by root. */
    static boolean isBy(long owner, HostProcess process) {
        return owner == 0 || (process.owner() != null && process.owner().uids().contains(owner));
    }
}
