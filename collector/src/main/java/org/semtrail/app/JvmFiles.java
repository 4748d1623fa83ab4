package org.semtrail.app;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.Kernel;

/**
 * The /tmp of another process, through /proc/PID/root. Its processes may plant files and links there, and a link of theirs
 * would lead out of it: each name is pinned by a descriptor that was compared with what lies there itself.
 */
final class JvmFiles implements Closeable {
    private final Kernel kernel;
    private final HostRoot host;
    private final List<Integer> open = new ArrayList<>();
    private final Path tmp;

    JvmFiles(Kernel kernel, HostRoot host, int pid) throws IOException {
        this.kernel = kernel;
        this.host = host;
        this.tmp = pinned(host.proc(pid + "/root/"), "tmp");
    }

    /** A path to the very socket of that name, which nobody can exchange any more; null for none. */
    Path socket(String name, int uid) throws IOException {
        try {
            Path pinned = pinned(tmp, name);
            var stat = Files.readAttributes(pinned, "unix:mode,uid");
            boolean socket = ((Integer) stat.get("mode") & 0170000) == 0140000;
            return socket && ((Number) stat.get("uid")).intValue() == uid ? pinned : null;
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    /** An empty file; FileAlreadyExistsException where the name is taken. */
    void create(String name) throws IOException {
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel file = Files.newByteChannel(tmp.resolve(name), fresh)) {
            file.position();
        }
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(tmp.resolve(name));
    }

    /** Copies a file into a new folder that only we can write, so that nothing lies beside it; returns the folder's name. */
    String bring(Path file, String name) throws IOException {
        String folder = "semtrail-" + UUID.randomUUID();
        Path made = Files.createDirectory(tmp.resolve(folder));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path copy = Files.copy(file, made.resolve(name));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return folder;
    }

    void takeAway(String folder, String name) throws IOException {
        Files.deleteIfExists(tmp.resolve(folder).resolve(name));
        Files.deleteIfExists(tmp.resolve(folder));
    }

    /** /proc/self/fd/N for an entry of a folder, where it is no link. */
    private Path pinned(Path folder, String name) throws IOException {
        Object lies = key(folder, name);
        long fd = kernel.openPath(folder.resolve(name).toString());
        if (fd < 0) {
            throw new NoSuchFileException(folder.resolve(name).toString());
        }
        open.add((int) fd);
        Path pinned = host.proc("self/fd/" + fd);
        if (!lies.equals(Files.readAttributes(pinned, BasicFileAttributes.class).fileKey())) {
            throw new IOException(name + " is a link, or was exchanged");
        }
        return pinned;
    }

    private static Object key(Path folder, String name) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            if (stream instanceof SecureDirectoryStream<Path> secure) {
                return secure.getFileAttributeView(
                                Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes()
                        .fileKey();
            }
            throw new IOException("this Java cannot look at files beside links");
        }
    }

    @Override
    public void close() {
        open.forEach(kernel::close);
    }
}
