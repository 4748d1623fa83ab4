package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Visits every process of /proc, also those that fork and exit while it is read: one that was dead when it was opened
 * may have forked somebody whom the listing no longer named, so /proc is listed again until nobody new is found dead.
 */
final class ProcWalk {
    /** Of a millisecond or two each, after the first. */
    static final int MAX_LOOKS = 40;

    /** Reads one process. */
    interface Visitor {
        /**
         * @param dir /proc/PID
         * @return whether it was alive from the first file to the last
         */
        boolean visit(Path dir) throws IOException;
    }

    private final HostRoot host;
    private final Visitor visitor;
    private final Set<String> known = new HashSet<>();

    private ProcWalk(HostRoot host, Visitor visitor) {
        this.host = host;
        this.visitor = visitor;
    }

    /**
     * Visits each process once.
     *
     * @return whether those are all; otherwise processes come and go too fast
     * @throws IOException where /proc cannot be listed
     */
    static boolean all(HostRoot host, Visitor visitor) throws IOException {
        ProcWalk walk = new ProcWalk(host, visitor);
        for (int look = 0; look < MAX_LOOKS; look++) {
            if (walk.lookIsComplete()) {
                return true;
            }
        }
        return false;
    }

    /** A listing goes by number: whoever got a low one meanwhile, because the numbers began anew, is missed, too. */
    private boolean lookIsComplete() throws IOException {
        long before = lastPid();
        boolean complete = true;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(host.path("/proc"), ProcWalk::isNumber)) {
            for (Path entry : entries) {
                if (known.add(entry.getFileName().toString())) {
                    complete &= visitor.visit(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return complete && lastPid() >= before;
    }

    /** The number given last in our PID namespace (proc_loadavg(5)); 0 where it is not told. */
    private long lastPid() {
        String loadavg = ProcFile.read(host.proc("loadavg"));
        String last =
                loadavg == null ? "" : loadavg.strip().substring(loadavg.strip().lastIndexOf(' ') + 1);
        return last.matches("\\d{1,9}") ? Long.parseLong(last) : 0;
    }

    /** Whether a file name is a number of a process or thread. */
    static boolean isNumber(Path entry) {
        String name = entry.getFileName().toString();
        return !name.isEmpty() && name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
