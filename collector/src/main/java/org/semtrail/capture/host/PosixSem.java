package org.semtrail.capture.host;

import static org.semtrail.capture.host.Column.number;
import static org.semtrail.capture.host.Column.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A named POSIX semaphore: a file /dev/shm/sem.NAME that its users map (sem_overview(7)).
 *
 * @param file what it has in common with other shared memory files
 * @param value its value; null where the file could not be read or is of a layout that we do not know
 * @param waiters threads waiting in sem_wait, likewise
 * @param layout "glibc64", or "unknown": written by a 32-bit process, another C library, or no semaphore at all
 */
public record PosixSem(PosixFile file, Long value, Long waiters, String layout) {
    /** sizeof(sem_t) on 64-bit Linux. */
    static final int SIZE = 32;

    /** struct new_sem's field private of a shared semaphore: LLL_SHARED (glibc sysdeps/nptl/internaltypes.h). */
    private static final int LLL_SHARED = 128;

    public static final List<Column<PosixSem>> COLUMNS = PosixFile.columns(
            PosixSem::file,
            List.of(
                    number("value", "Value; 0: the next sem_wait blocks", PosixSem::value),
                    number("waiters", "Threads that wait for it", PosixSem::waiters),
                    text("layout", "glibc64, or unknown: then value and waiters are not known", PosixSem::layout)));

    /** The named semaphores of every mount namespace, and those that are only mapped any more. */
    static Reading<PosixSem> read(Look look) {
        Reading<PosixFile> files = PosixFileReader.read(look, true);
        List<Unseen> unseen = new ArrayList<>(files.unseen());
        List<PosixSem> rows =
                files.rows().stream().map(file -> of(file, unseen)).toList();
        return new Reading<>(rows, unseen);
    }

    private static PosixSem of(PosixFile file, List<Unseen> unseen) {
        if (file.path() == null || file.size() == null || file.size() != SIZE) {
            return new PosixSem(file, null, null, "unknown");
        }
        try {
            ByteBuffer sem = bytes(file);
            return isGlibc64(sem)
                    ? new PosixSem(file, unsigned(sem, 0), unsigned(sem, 4), "glibc64")
                    : new PosixSem(file, null, null, "unknown");
        } catch (IOException e) {
            unseen.add(
                    ProcPids.isDenied(e)
                            ? Unseen.denied("value of " + file.path(), "not permitted")
                            : Unseen.absent("value of " + file.path(), "it vanished while we looked"));
            return new PosixSem(file, null, null, "unknown");
        }
    }

    private static ByteBuffer bytes(PosixFile file) throws IOException {
        // A link of map_files must be followed; a name in a directory that others write to must not.
        Set<? extends OpenOption> options = file.deleted()
                ? Set.of(StandardOpenOption.READ)
                : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        ByteBuffer sem = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
        try (SeekableByteChannel channel = Files.newByteChannel(file.path(), options)) {
            while (sem.hasRemaining() && channel.read(sem) > 0) {
                continue;
            }
        }
        return sem;
    }

    /** struct new_sem since glibc 2.21: value, waiters, private, then nothing. */
    private static boolean isGlibc64(ByteBuffer sem) {
        return !sem.hasRemaining() && sem.getInt(8) == LLL_SHARED && sem.getInt(12) == 0 && sem.getLong(16) == 0;
    }

    private static long unsigned(ByteBuffer sem, int at) {
        return sem.getInt(at) & 0xffffffffL;
    }
}
