package org.semtrail.capture.host;

import java.util.List;

/** A POSIX shared memory object: a file in /dev/shm that is no semaphore (shm_overview(7)). */
public record PosixShm(PosixFile file) {
    public static final List<Column<PosixShm>> COLUMNS = PosixFile.columns(PosixShm::file, List.of());

    /** The objects of every mount namespace, and those that live on without a name. */
    static Reading<PosixShm> read(Look look) {
        Reading<PosixFile> files = PosixFileReader.read(look, false);
        return new Reading<>(files.rows().stream().map(PosixShm::new).toList(), files.unseen());
    }
}
