package org.semtrail.capture.host;

import static org.semtrail.capture.host.Column.number;
import static org.semtrail.capture.host.Column.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.semtrail.capture.host.FileStat.FileId;

/**
 * What named semaphores, shared memory files and message queues have in common: they are files.
 *
 * @param name as users give it, without the slash and without "sem."; of a deleted file the last name that is known
 * @param path where this process reaches it; null where it cannot
 * @param id device and inode
 * @param mntNs mount namespace in which it has this name; null where not known
 * @param mntPid a process that sees the name; null for semtrail's own mount namespace
 * @param deleted whether it has no name any more and lives on in its holders only
 * @param stat its owner, size and times; null where it could not be asked
 * @param holders who maps it or has it open
 */
public record PosixFile(
        String name,
        Path path,
        FileId id,
        Long mntNs,
        Integer mntPid,
        boolean deleted,
        FileStat stat,
        Holders holders) {

    /** The columns of a kind: name, its own, and the common rest. */
    static <T> List<Column<T>> columns(Function<T, PosixFile> file, List<Column<T>> own) {
        List<Column<T>> columns = new ArrayList<>();
        columns.add(text("name", "Name as its users open it", t -> file.apply(t).name()));
        columns.addAll(own);
        columns.add(new Column<>(
                "size", "Size in bytes", Column.Kind.BYTES, t -> file.apply(t).size()));
        columns.add(new Column<>("mode", "Permission bits", Column.Kind.MODE, stat(file, s -> s.mode() & 0777)));
        columns.add(new Column<>("uid", "Owner", Column.Kind.UID, stat(file, FileStat::uid)));
        columns.add(new Column<>("gid", "Group", Column.Kind.GID, stat(file, FileStat::gid)));
        columns.add(new Column<>(
                "mtime",
                "Last write(2) or change of size, not through a mapping; of a queue: last message",
                Column.Kind.AGE,
                stat(file, FileStat::mtime)));
        columns.add(new Column<>(
                "ctime",
                "Creation, or last change of owner, mode or size",
                Column.Kind.AGE,
                stat(file, FileStat::ctime)));
        columns.add(number("ino", "Inode", t -> file.apply(t).id().ino()));
        columns.add(number(
                "mnt_ns",
                "Mount namespace in which it has this name (inode)",
                t -> file.apply(t).mntNs()));
        columns.add(number(
                "mnt_pid",
                "A process of that mount namespace; empty: our own",
                t -> file.apply(t).mntPid()));
        columns.add(text(
                "path",
                "Where this process reaches it",
                t -> file.apply(t).path() == null ? null : file.apply(t).path().toString()));
        columns.add(text(
                "deleted",
                "Whether its name is gone and only its holders keep it",
                t -> file.apply(t).deleted()));
        columns.add(number(
                "holders",
                "PIDs that map it or have it open; \"?\" where none was seen and some could not be looked into",
                t -> file.apply(t).holders().known()));
        columns.add(text(
                "holders_complete",
                "Whether every process could be looked into",
                t -> file.apply(t).holders().complete()));
        return List.copyOf(columns);
    }

    private static <T> Function<T, Object> stat(Function<T, PosixFile> file, Function<FileStat, Object> value) {
        return t -> {
            FileStat stat = file.apply(t).stat();
            return stat == null ? null : value.apply(stat);
        };
    }

    PosixFile with(Holders who) {
        return new PosixFile(name, path, id, mntNs, mntPid, deleted, stat, who);
    }

    Long size() {
        return stat == null ? null : stat.size();
    }
}
