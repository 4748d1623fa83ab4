package org.semtrail.capture.host;

import java.util.List;

/** All kinds of IPC objects, in the order in which they are listed. */
public final class HostTables {
    public static final HostTable<SysvShm> SHM = new HostTable<>(
            "shm",
            "System V shared memory",
            "shmid",
            "/proc/sysvipc/shm",
            true,
            SysvShm.COLUMNS,
            List.of("key", "shmid", "uid", "mode", "segsz", "nattch", "cpid", "lpid", "ctime", "status", "attached"),
            SysvShm::read,
            SysvShm.REMOVAL);

    public static final HostTable<SysvMsg> MSG = new HostTable<>(
            "msg",
            "System V message queues",
            "msqid",
            "/proc/sysvipc/msg",
            true,
            SysvMsg.COLUMNS,
            List.of(
                    "key", "msqid", "uid", "mode", "cbytes", "qnum", "lspid", "lrpid", "stime", "rtime", "ctime",
                    "waiting"),
            SysvMsg::read,
            SysvMsg.REMOVAL);

    public static final HostTable<PosixSem> POSIX_SEM = new HostTable<>(
            "posix-sem",
            "POSIX named semaphores",
            "name",
            "/dev/shm",
            false,
            PosixSem.COLUMNS,
            List.of("name", "value", "waiters", "uid", "mode", "ctime", "deleted", "holders"),
            PosixSem::read,
            new PosixRemoval<>(PosixSem::file));

    public static final HostTable<PosixShm> POSIX_SHM = new HostTable<>(
            "posix-shm",
            "POSIX shared memory",
            "name",
            "/dev/shm",
            false,
            PosixShm.COLUMNS,
            List.of("name", "size", "uid", "mode", "ctime", "deleted", "holders"),
            PosixShm::read,
            new PosixRemoval<>(PosixShm::file));

    public static final HostTable<PosixMq> POSIX_MQ = new HostTable<>(
            "posix-mq",
            "POSIX message queues",
            "name",
            "/dev/mqueue",
            false,
            PosixMq.COLUMNS,
            List.of("name", "qsize", "uid", "mode", "mtime", "notify_pid", "holders"),
            PosixMq::read,
            new PosixRemoval<>(PosixMq::file));

    public static final List<HostTable<?>> ALL = List.of(SHM, MSG, POSIX_SEM, POSIX_SHM, POSIX_MQ);

    private HostTables() {}
}
