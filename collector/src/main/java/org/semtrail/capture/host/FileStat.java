package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What stat(2) tells of one file.
 *
 * @param id device and inode
 * @param mode type and permission bits
 * @param nlink names it still has; 0 once it is unlinked
 * @param size in bytes
 */
public record FileStat(
        FileId id, int mode, long nlink, long uid, long gid, long size, Instant atime, Instant mtime, Instant ctime) {
    private static final String WANTED = "unix:dev,ino,mode,nlink,uid,gid,size,lastAccessTime,lastModifiedTime,ctime";

    /** The identity of a file while it exists: two names of one file share it. {@code dev} is st_dev. */
    public record FileId(long dev, long ino) {
        /** From the two halves of a device number, as /proc/PID/maps and mountinfo print them. */
        static FileId of(long major, long minor, long ino) {
            return new FileId(device(major, minor), ino);
        }

        /** new_encode_dev() of include/linux/kdev_t.h, which is what st_dev holds. */
        static long device(long major, long minor) {
            return (minor & 0xff) | (major << 8) | ((minor & ~0xffL) << 12);
        }
    }

    static FileStat follow(Path path) throws IOException {
        return read(path);
    }

    /** As lstat(2): a symbolic link is described, not followed. */
    static FileStat noFollow(Path path) throws IOException {
        return read(path, LinkOption.NOFOLLOW_LINKS);
    }

    boolean isRegular() {
        return (mode & 0170000) == 0100000;
    }

    boolean isDirectory() {
        return (mode & 0170000) == 0040000;
    }

    private static FileStat read(Path path, LinkOption... links) throws IOException {
        Map<String, Object> stat = Files.readAttributes(path, WANTED, links);
        return new FileStat(
                new FileId(number(stat, "dev"), number(stat, "ino")),
                (Integer) stat.get("mode"),
                number(stat, "nlink"),
                number(stat, "uid") & 0xffffffffL,
                number(stat, "gid") & 0xffffffffL,
                number(stat, "size"),
                time(stat, "lastAccessTime"),
                time(stat, "lastModifiedTime"),
                time(stat, "ctime"));
    }

    private static long number(Map<String, Object> stat, String name) {
        return ((Number) stat.get(name)).longValue();
    }

    private static Instant time(Map<String, Object> stat, String name) {
        return ((FileTime) stat.get(name)).toInstant();
    }
}
