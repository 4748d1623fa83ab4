package org.semtrail.capture.host;

import java.util.Locale;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** {@link Kernel} on a running Linux, through jnr-ffi and syscall(2). */
public final class LinuxKernel implements Kernel {
    /** The one C function we bind; variadic in C, which on Linux passes integers as a fixed signature does. */
    public interface LibC {
        long syscall(long number, long a, long b, long c, long d);

        long syscall(long number, long a, long b, long c, Pointer d);

        long syscall(long number, long a, long b, Pointer c);

        long syscall(long number, long a, Pointer b);

        long syscall(long number, long a, String b, long c, long d);

        long syscall(long number, String a, Pointer b);
    }

    /** System call numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h. */
    private enum Arch {
        X86_64(66, 31, 71, 308, 257, 3, 62, 228, 107, 137),
        AARCH64(191, 195, 187, 268, 56, 57, 129, 113, 175, 43);

        final int semctl;
        final int shmctl;
        final int msgctl;
        final int setns;
        final int openat;
        final int close;
        final int kill;
        final int clockGettime;
        final int geteuid;
        final int statfs;

        Arch(
                int semctl,
                int shmctl,
                int msgctl,
                int setns,
                int openat,
                int close,
                int kill,
                int clock,
                int geteuid,
                int statfs) {
            this.semctl = semctl;
            this.shmctl = shmctl;
            this.msgctl = msgctl;
            this.setns = setns;
            this.openat = openat;
            this.close = close;
            this.kill = kill;
            this.clockGettime = clock;
            this.geteuid = geteuid;
            this.statfs = statfs;
        }

        static Arch ofThisJvm() {
            return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                case "amd64", "x86_64" -> X86_64;
                case "aarch64" -> AARCH64;
                default ->
                    throw new UnsupportedOperationException(
                            "system call numbers are known for x86-64 and aarch64, not for "
                                    + System.getProperty("os.arch"));
            };
        }
    }

    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_PATH = 010000000;

    private final Arch arch = Arch.ofThisJvm();
    private final LibC c = LibraryLoader.create(LibC.class).load("c");
    private final Runtime runtime = Runtime.getRuntime(c);

    @Override
    public long semctl(int semid, int semnum, int cmd, Pointer arg) {
        return result(c.syscall(arch.semctl, semid, semnum, cmd, arg));
    }

    @Override
    public long shmctl(int shmid, int cmd, Pointer arg) {
        return result(c.syscall(arch.shmctl, shmid, cmd, arg));
    }

    @Override
    public long msgctl(int msqid, int cmd, Pointer arg) {
        return result(c.syscall(arch.msgctl, msqid, cmd, arg));
    }

    @Override
    public long setns(int fd, int nstype) {
        return result(c.syscall(arch.setns, fd, nstype, 0, 0));
    }

    @Override
    public long open(String path) {
        return result(c.syscall(arch.openat, AT_FDCWD, path, O_CLOEXEC, 0));
    }

    @Override
    public long openPath(String path) {
        return result(c.syscall(arch.openat, AT_FDCWD, path, O_PATH | O_CLOEXEC, 0));
    }

    @Override
    public long close(int fd) {
        return result(c.syscall(arch.close, fd, 0, 0, 0));
    }

    @Override
    public long kill(int pid, int signal) {
        return result(c.syscall(arch.kill, pid, signal, 0, 0));
    }

    @Override
    public long clock(int clockId) {
        Pointer timespec = allocate(16);
        long failed = result(c.syscall(arch.clockGettime, clockId, timespec));
        return failed < 0 ? failed : timespec.getLong(0) * 1_000_000_000L + timespec.getLong(8);
    }

    @Override
    public int geteuid() {
        return (int) c.syscall(arch.geteuid, 0, 0, 0, 0);
    }

    @Override
    public long statfs(String path, Pointer buffer) {
        return result(c.syscall(arch.statfs, path, buffer));
    }

    @Override
    public Pointer allocate(int bytes) {
        return Memory.allocateDirect(runtime, bytes, true);
    }

    private long result(long returned) {
        return returned == -1 ? -runtime.getLastError() : returned;
    }
}
