package org.semtrail.capture.host;

import jnr.ffi.Pointer;

/**
 * The native calls that reading a host needs. They go through syscall(2), so that structures and command numbers are
 * the kernel's own whatever the C library: asm-generic/ipcbuf.h, linux/sem.h, linux/shm.h, linux/msg.h.
 *
 * <p>Every call returns a value ≥ 0, or the negated errno.
 */
public interface Kernel {
    int IPC_RMID = 0;
    int IPC_SET = 1;
    int IPC_STAT = 2;
    int IPC_INFO = 3;

    int GETPID = 11;
    int GETVAL = 12;
    int GETALL = 13;
    int GETNCNT = 14;
    int GETZCNT = 15;
    int SEM_INFO = 19;
    int SEM_STAT_ANY = 20;

    int SHM_INFO = 14;
    int SHM_STAT_ANY = 15;

    int MSG_INFO = 12;
    int MSG_STAT_ANY = 13;

    int CLONE_NEWIPC = 0x08000000;

    long semctl(int semid, int semnum, int cmd, Pointer arg);

    long shmctl(int shmid, int cmd, Pointer arg);

    long msgctl(int msqid, int cmd, Pointer arg);

    /** Moves the calling thread into the namespace of an open descriptor (setns(2)). */
    long setns(int fd, int nstype);

    /** open(2) with O_RDONLY|O_CLOEXEC; the JDK gives no descriptor number of its own files. */
    long open(String path);

    /** open(2) with O_PATH|O_CLOEXEC: opens nothing but the name, so that a FIFO or device there does nothing. */
    long openPath(String path);

    long close(int fd);

    /** kill(2); signal 0 asks only whether the process exists: -ESRCH no, -EPERM yes, but hidden. */
    long kill(int pid, int signal);

    /** Seconds and nanoseconds of a clock as nanoseconds; clock_gettime(2). */
    long clock(int clockId);

    /** Effective user id of this process. */
    int geteuid();

    /** statfs(2) of the file system that holds a path; struct statfs of 64-bit machines has 120 bytes. */
    long statfs(String path, Pointer buffer);

    Pointer allocate(int bytes);
}
