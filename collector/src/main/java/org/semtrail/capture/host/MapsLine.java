package org.semtrail.capture.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.FileStat.FileId;

/** Picks the lines of one /proc/PID/maps that show shared objects; the rest, most of it, is only skipped. */
final class MapsLine {
    private static final byte[] SYSV = "/SYSV".getBytes(StandardCharsets.US_ASCII);

    /**
     * @param file device and inode; of a System V segment the inode is its shmid (newseg of ipc/shm.c)
     * @param name path as the kernel knows it, with " (deleted)" where that name is gone
     * @param range addresses, which name the link in /proc/PID/map_files
     */
    record Mapped(FileId file, String name, String range, boolean isSegment) {}

    private final byte[] text;
    private int at;

    private MapsLine(byte[] text) {
        this.text = text;
    }

    static List<Mapped> parse(byte[] maps, Set<Long> devices) {
        List<Mapped> found = new ArrayList<>();
        MapsLine line = new MapsLine(maps);
        while (line.at < maps.length) {
            Mapped mapped = line.next(devices);
            if (mapped != null) {
                found.add(mapped);
            }
        }
        return found;
    }

    /** "7f51c000-7f51d000 rw-s 00000000 00:29 3     /dev/shm/sem.jobs"; null where the line is of no interest. */
    private Mapped next(Set<Long> devices) {
        int start = at;
        int end = endOfLine();
        int rangeEnd = field(' ');
        field(' ');
        field(' ');
        long major = hex(field(':'));
        long minor = hex(field(' '));
        long device = FileId.device(major, minor);
        int inodeStart = at;
        int inodeEnd = Math.min(field(' '), end);
        int name = at;
        while (name < end && text[name] == ' ') {
            name++;
        }
        at = end + 1;
        // shm_mnt is an unnamed device, and so is hugetlbfs: a file of a disk cannot pass for a segment.
        boolean segment = major == 0 && end - name == 23 && Arrays.equals(text, name, name + 5, SYSV, 0, 5);
        if (name >= end || (!segment && !devices.contains(device))) {
            return null;
        }
        long inode = Long.parseLong(ascii(inodeStart, inodeEnd));
        return new Mapped(new FileId(device, inode), name(name, end), ascii(start, rangeEnd), segment);
    }

    private int endOfLine() {
        int end = at;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Moves behind the next separator and returns where the field before it ended. */
    private int field(char separator) {
        begin = at;
        while (at < text.length && text[at] != separator && text[at] != '\n') {
            at++;
        }
        return at++;
    }

    private int begin;

    private long hex(int end) {
        long value = 0;
        for (int i = begin; i < end; i++) {
            value = value << 4 | Character.digit(text[i], 16);
        }
        return value;
    }

    private String ascii(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.US_ASCII);
    }

    /** seq_file_path() of fs/seq_file.c escapes the line feed only. */
    private String name(int from, int to) {
        return RawName.decode(Arrays.copyOfRange(text, from, to)).replace("\\012", "\n");
    }
}
