package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Unlinks the name of a POSIX object, as sem_unlink(3), shm_unlink(3) and mq_unlink(3) do. Folders of a container are
 * walked one by one without following links, for it could put a link where /dev/shm was.
 */
record PosixRemoval<T>(Function<T, PosixFile> file) implements Removal<T> {
    @Override
    public boolean isUnused(Look look, T row) {
        PosixFile known = file.apply(row);
        if (known.deleted() || known.path() == null) {
            return false;
        }
        try {
            FileStat now = FileStat.noFollow(known.path());
            boolean same = now.id().equals(known.id())
                    && now.mtime().equals(known.stat().mtime())
                    && now.size() == known.stat().size();
            return same
                    && look.mappings().holders(known.id()).nobody()
                    && look.openFiles().holders(known.id()).nobody();
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public long remove(Look look, T row) {
        PosixFile known = file.apply(row);
        try {
            return known.mntPid() == null
                    ? unlink(known.path().getParent(), List.of(), known)
                    : unlink(look.host().proc(known.mntPid() + "/root"), below(look, known), known);
        } catch (NoSuchFileException e) {
            return -Errno.ENOENT.number;
        } catch (IOException e) {
            return ProcPids.isDenied(e) ? -Errno.EPERM.number : -Errno.EINVAL.number;
        }
    }

    /** The folders between the root of its mount namespace and its name. */
    private static List<Path> below(Look look, PosixFile known) {
        Path root = look.host().proc(known.mntPid() + "/root");
        List<Path> folders = new ArrayList<>();
        root.relativize(known.path().getParent()).forEach(folders::add);
        return folders;
    }

    private static long unlink(Path start, List<Path> folders, PosixFile known) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(start)) {
            return stream instanceof SecureDirectoryStream<Path> secure
                    ? descend(secure, folders, known)
                    : -Errno.ENOSYS.number;
        }
    }

    private static long descend(SecureDirectoryStream<Path> in, List<Path> folders, PosixFile known)
            throws IOException {
        if (!folders.isEmpty()) {
            try (SecureDirectoryStream<Path> next = in.newDirectoryStream(folders.get(0), LinkOption.NOFOLLOW_LINKS)) {
                return descend(next, folders.subList(1, folders.size()), known);
            }
        }
        Path name = known.path().getFileName();
        Object key = in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .fileKey();
        if (!String.valueOf(key).equals(key(known))) {
            return -Errno.EIDRM.number;
        }
        in.deleteFile(name);
        return 0;
    }

    /** sun.nio.fs.UnixFileKey has no other way to be compared than with a key, or by its text. */
    private static String key(PosixFile known) {
        return "(dev=" + Long.toHexString(known.id().dev()) + ",ino="
                + known.id().ino() + ")";
    }
}
