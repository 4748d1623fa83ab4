package org.semtrail.capture.jfr;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.Kernel;

/** Files of recordings that living JVMs have open: /proc/PID/fd leads to the very file, whatever its path is by now. */
final class OpenRecordings implements Closeable {
    /** A JVM has more threads than that before it runs anything; most other processes have fewer. */
    private static final int THREADS_OF_A_JVM = 8;

    /** They come by number, and a recording is opened early. */
    private static final int MAX_DESCRIPTORS = 20_000;

    private static final String DELETED = " (deleted)";

    /** One descriptor; {@code path} as the process sees it. */
    record Held(HostProcess process, Path path, long owner, Place.Source source) {}

    private final HostRoot host;
    private final Optional<Kernel> kernel;
    private final List<Integer> pins = new ArrayList<>();

    /** @param kernel native calls, where they can be had */
    OpenRecordings(HostRoot host, Optional<Kernel> kernel) {
        this.host = host;
        this.kernel = kernel;
    }

    List<Held> find(List<HostProcess> processes) {
        List<Held> held = new ArrayList<>();
        for (HostProcess process : processes) {
            if (process.alive() && process.tasks().size() >= THREADS_OF_A_JVM) {
                find(process, held);
            }
        }
        return held;
    }

    private void find(HostProcess process, List<Held> held) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(host.proc(process.pid() + "/fd"))) {
            int looked = 0;
            for (Path link : links) {
                look(process, link, held);
                if (++looked == MAX_DESCRIPTORS) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException goneOrRefused) {
            // Who is not readable is told with the processes; who is gone has nothing open.
            return;
        }
    }

    private void look(HostProcess process, Path link, List<Held> held) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            String path = target.endsWith(DELETED) ? target.substring(0, target.length() - DELETED.length()) : target;
            if (!path.startsWith("/") || !path.endsWith(".jfr")) {
                return;
            }
            Path pinned = pin(link);
            Map<String, Object> stat = stat(pinned);
            long owner = ((Number) stat.get("uid")).longValue() & 0xffffffffL;
            boolean regular = ((Integer) stat.get("mode") & 0170000) == 0100000;
            if (regular && Place.isBy(owner, process)) {
                Place.Source source = new Place.Source(
                        path,
                        ((Number) stat.get("size")).longValue(),
                        ((FileTime) stat.get("lastModifiedTime")).toInstant(),
                        stat.get("fileKey"),
                        () -> open(pinned, stat.get("fileKey")));
                held.add(new Held(process, Path.of(path), owner, source));
            }
        } catch (IOException closedMeanwhile) {
            return;
        }
    }

    /**
     * The file itself, whatever the process opens under that number meanwhile: a descriptor of ours that opens nothing
     * (O_PATH), so that it can be looked at before it is read. Without native calls the link itself.
     */
    private Path pin(Path link) throws IOException {
        if (kernel.isEmpty()) {
            return link;
        }
        long fd = kernel.get().openPath(link.toString());
        if (fd < 0) {
            throw new NoSuchFileException(link.toString());
        }
        synchronized (pins) {
            pins.add((int) fd);
        }
        return host.proc("self/fd/" + fd);
    }

    private static Map<String, Object> stat(Path pinned) throws IOException {
        return Files.readAttributes(pinned, "unix:uid,mode,size,lastModifiedTime,fileKey");
    }

    private static SeekableByteChannel open(Path pinned, Object id) throws IOException {
        if (!id.equals(stat(pinned).get("fileKey"))) {
            throw new NoSuchFileException(pinned.toString(), null, "its JVM closed it");
        }
        return Files.newByteChannel(pinned);
    }

    @Override
    public void close() {
        synchronized (pins) {
            pins.forEach(fd -> kernel.orElseThrow().close(fd));
            pins.clear();
        }
    }
}
