package org.semtrail.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.semtrail.capture.host.HostRoot;

/**
 * The /tmp of another process, through /proc/PID/root. Its processes may plant links there, and a link of theirs would lead
 * out of it: nothing is followed, and only new files are written.
 */
final class JvmFiles {
    private final Path root;

    JvmFiles(HostRoot host, int pid) {
        this.root = host.proc(pid + "/root/");
    }

    Path tmp() {
        return root.resolve("tmp");
    }

    /** A file that everybody may read; FileAlreadyExistsException where the name is taken. */
    void create(String name, byte[] content) throws IOException {
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root);
                SecureDirectoryStream<Path> tmp = openTmp(top);
                SeekableByteChannel file = tmp.newByteChannel(
                        Path.of(name),
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }

    void delete(String name) throws IOException {
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root);
                SecureDirectoryStream<Path> tmp = openTmp(top)) {
            tmp.deleteFile(Path.of(name));
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    private static SecureDirectoryStream<Path> openTmp(DirectoryStream<Path> top) throws IOException {
        if (top instanceof SecureDirectoryStream<Path> secure) {
            return secure.newDirectoryStream(Path.of("tmp"), LinkOption.NOFOLLOW_LINKS);
        }
        throw new IOException("this Java cannot open files beside links");
    }
}
