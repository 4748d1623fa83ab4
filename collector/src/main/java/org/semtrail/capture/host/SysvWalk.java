package org.semtrail.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import jnr.ffi.Pointer;

/**
 * Reads one kind of System V object of the calling thread's IPC namespace by index: *_INFO tells the highest index,
 * *_STAT_ANY (since Linux 4.17) describes one object whatever its permissions; see shmctl(2) and msgctl(2).
 */
final class SysvWalk {
    /** Larger than shmid64_ds (112 bytes) and msqid64_ds (120 bytes) of asm-generic. */
    private static final int BUFFER = 256;

    /** shmctl or msgctl of {@link Kernel}. */
    interface Control {
        long call(int id, int cmd, Pointer arg);
    }

    private SysvWalk() {}

    /** The rows; empty where this kernel is too old for *_STAT_ANY, and /proc/sysvipc is to be read instead. */
    static <R> Optional<Reading<R>> read(
            String what, Control control, int info, int statAny, Pointer buffer, BiFunction<Integer, Pointer, R> row) {
        long last = control.call(0, info, buffer);
        if (last < 0) {
            return Optional.empty();
        }
        // used_ids of shm_info and msgpool of msginfo both stand first.
        int used = buffer.getInt(0);
        List<R> rows = new ArrayList<>(used);
        long denied = 0;
        for (int index = 0; index <= last; index++) {
            long id = control.call(index, statAny, buffer);
            if (id >= 0) {
                rows.add(row.apply((int) id, buffer));
            } else if (Errno.EACCES.is(id) || Errno.EPERM.is(id)) {
                denied++;
            }
        }
        if (used > 0 && rows.isEmpty() && denied == 0) {
            return Optional.empty();
        }
        return Optional.of(
                denied == 0
                        ? Reading.of(rows)
                        : new Reading<>(
                                rows,
                                List.of(Unseen.denied(denied + " " + what, "a security module does not let us"))));
    }

    static Pointer buffer(Kernel kernel) {
        return kernel.allocate(BUFFER);
    }
}
