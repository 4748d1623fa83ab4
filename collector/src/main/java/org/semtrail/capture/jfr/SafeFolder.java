package org.semtrail.capture.jfr;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder held open, so that what is below it is found by name in this very folder: nobody can lead us elsewhere by
 * putting a link in the way (openat(2) with O_NOFOLLOW).
 */
final class SafeFolder implements Closeable {
    private final Path path;
    private final SecureDirectoryStream<Path> stream;
    private final long owner;
    private final Object id;

    /** A regular file of it. */
    record Entry(String name, long size, FileTime modified, Object id) {}

    private SafeFolder(Path path, DirectoryStream<Path> stream) throws IOException {
        this.path = path;
        if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
            stream.close();
            throw new FileSystemException(path.toString(), null, "its file system cannot be read without races");
        }
        this.stream = secure;
        this.id = secure.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        this.owner = ownerOf(path, id);
    }

    /** Follows links: for a path that only root, or the user who gave it, could have made. */
    @SuppressWarnings("StreamResourceLeak") // Kept until close().
    static SafeFolder open(Path path) throws IOException {
        return new SafeFolder(path, Files.newDirectoryStream(path));
    }

    /** A folder in it; a link of that name is refused. */
    SafeFolder child(String name) throws IOException {
        Path below = path.resolve(name);
        DirectoryStream<Path> opened = stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS);
        try {
            return new SafeFolder(below, opened);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** A folder any number of levels below it. */
    SafeFolder descend(Path relative) throws IOException {
        SafeFolder at = this;
        for (Path name : relative) {
            try {
                SafeFolder next = at.child(name.toString());
                if (at != this) {
                    at.close();
                }
                at = next;
            } catch (IOException e) {
                if (at != this) {
                    at.close();
                }
                throw e;
            }
        }
        return at;
    }

    /** The numeric owner of the folder that is open; its path may lead to another one by now, which is refused. */
    private static long ownerOf(Path path, Object id) throws IOException {
        Map<String, Object> stat = Files.readAttributes(path, "unix:uid,fileKey");
        if (!id.equals(stat.get("fileKey"))) {
            throw new FileSystemException(path.toString(), null, "it was replaced while it was opened");
        }
        return ((Number) stat.get("uid")).longValue() & 0xffffffffL;
    }

    Path path() {
        return path;
    }

    long owner() {
        return owner;
    }

    /** Device and inode. */
    Object id() {
        return id;
    }

    /** Names in it, at most so many. */
    List<String> names(int most) throws IOException {
        List<String> names = new ArrayList<>();
        // A stream can be walked once; a second one of the same folder can be walked again.
        try (DirectoryStream<Path> again = stream.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : again) {
                if (names.size() == most) {
                    break;
                }
                names.add(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /**
     * A regular file of the folder's owner or of root; a file of somebody else can be a hard link to what its owner did
     * not mean to show.
     *
     * @throws NotDirectoryException where it is a folder
     */
    Entry entry(String name) throws IOException {
        PosixFileAttributes stat = stat(
                stream.getFileAttributeView(Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
        if (!stat.isRegularFile()) {
            throw new FileSystemException(
                    path.resolve(name).toString(), null, stat.isSymbolicLink() ? "a link is not followed" : "no file");
        }
        UserPrincipal ours =
                stat(stream.getFileAttributeView(PosixFileAttributeView.class)).owner();
        if (!stat.owner().equals(ours) && !stat.owner().equals(Files.getOwner(Path.of("/proc")))) {
            throw new FileSystemException(path.resolve(name).toString(), null, "its owner is not the folder's");
        }
        return new Entry(name, stat.size(), stat.lastModifiedTime(), stat.fileKey());
    }

    boolean isFolder(String name) throws IOException {
        return stat(stream.getFileAttributeView(Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS))
                .isDirectory();
    }

    /** When something in it changed last; the beginning of time where it is gone. */
    FileTime modified(String name) {
        try {
            return stat(stream.getFileAttributeView(
                            Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS))
                    .lastModifiedTime();
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static PosixFileAttributes stat(PosixFileAttributeView view) throws IOException {
        return view.readAttributes();
    }

    /** The file that was looked at, and no other that has its name by now. */
    SeekableByteChannel read(Entry looked) throws IOException {
        same(looked);
        SeekableByteChannel file = stream.newByteChannel(
                Path.of(looked.name()), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            same(looked);
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private void same(Entry looked) throws IOException {
        if (!entry(looked.name()).id().equals(looked.id())) {
            throw new FileSystemException(
                    path.resolve(looked.name()).toString(), null, "it was replaced since it was looked at");
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
