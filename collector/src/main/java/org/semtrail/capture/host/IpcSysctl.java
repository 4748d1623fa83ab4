package org.semtrail.capture.host;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The sysctl keys that bound IPC, a row each, with the fields of each in the kernel's order: ipc/ipc_sysctl.c,
 * ipc/mq_sysctl.c, proc_sys_kernel(5), mq_overview(7).
 */
public enum IpcSysctl {
    SEM(
            "kernel.sem",
            new Field("semmsl", "sem", "semaphores in one set", 32_000, Caps.INT),
            new Field("semmns", "sem", "semaphores in all sets together", 1_024_000_000, Caps.INT),
            new Field("semopm", "sem", "operations in one semop call", 500, Caps.INT),
            new Field("semmni", "sem", "semaphore sets", 32_000, Caps.IPCMNI)),
    SHMMAX("kernel.shmmax", new Field("shmmax", "shm", "bytes in one segment", Caps.SHM, Caps.ULONG)),
    SHMALL("kernel.shmall", new Field("shmall", "shm", "pages in all segments together", Caps.SHM, Caps.ULONG)),
    SHMMNI("kernel.shmmni", new Field("shmmni", "shm", "shared memory segments", 4096, Caps.IPCMNI)),
    MSGMAX("kernel.msgmax", new Field("msgmax", "msg", "bytes in one message", 8192, Caps.INT)),
    MSGMNB("kernel.msgmnb", new Field("msgmnb", "msg", "bytes in a new queue", 16_384, Caps.INT)),
    MSGMNI("kernel.msgmni", new Field("msgmni", "msg", "message queues", 32_000, Caps.IPCMNI)),
    QUEUES_MAX("fs.mqueue.queues_max", new Field("queues_max", "mqueue", "POSIX message queues", 256, Caps.INT));

    /** Objects of one kind in one namespace (include/linux/ipc_namespace.h). */
    public static final long IPCMNI = 32_768;

    /** The same with the boot parameter ipcmni_extend. */
    public static final long IPCMNI_EXTENDED = 16_777_216;

    /**
     * One number of a key.
     *
     * @param name the kernel's name, lower case
     * @param kind sem, shm, msg or mqueue
     * @param help what it bounds
     * @param standard the kernel's own value since Linux 3.19
     * @param cap the greatest value that the kernel takes; above it the write fails with EINVAL
     */
    public record Field(String name, String kind, String help, BigInteger standard, BigInteger cap) {
        Field(String name, String kind, String help, long standard, BigInteger cap) {
            this(name, kind, help, BigInteger.valueOf(standard), cap);
        }
    }

    /** Constants of an enum cannot be named in its own rows. */
    private static final class Caps {
        static final BigInteger INT = BigInteger.valueOf(Integer.MAX_VALUE);
        static final BigInteger IPCMNI = BigInteger.valueOf(32_768);
        static final BigInteger ULONG = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        static final BigInteger SHM = ULONG.subtract(BigInteger.ONE.shiftLeft(24));
    }

    public final String key;
    public final List<Field> fields;

    IpcSysctl(String key, Field... fields) {
        this.key = key;
        this.fields = List.of(fields);
    }

    /** The row of a key in the spelling with dots. */
    public static Optional<IpcSysctl> of(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    }

    /** Where the kernel shows it. */
    public String path() {
        return "/proc/sys/" + key.replace('.', '/');
    }
}
