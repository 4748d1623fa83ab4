package org.semtrail.capture.offline;

import java.util.Locale;

/** What the writer of a message attempted: with which kind of object, and which call. */
public enum Tried {
    SEM_CREATE("make or open a semaphore set", "semget"),
    SEM_USE("use a semaphore set", "semop or semctl"),
    SEM_REMOVE("remove a semaphore set", "semctl(IPC_RMID)"),
    SEM_LIMIT("set kernel.sem", "write to /proc/sys/kernel/sem"),
    UDEV_COOKIE("make an udev cookie, which is a semaphore set", "semget"),
    POSIX_SEM("make or open a POSIX object in /dev/shm", "sem_open or shm_open"),
    POSIX_SHM("open POSIX shared memory that should be in /dev/shm", "shm_open"),
    POSIX_LEFT("clean up POSIX semaphores in /dev/shm", "sem_unlink"),
    SHM("make or use System V shared memory", "shmget or shmat"),
    MSG("make or use a System V message queue", "msgget"),
    MQUEUE("make or open a POSIX message queue", "mq_open"),
    LOCK_FILE("make a lock file", "open"),
    CONTAINER_LOCK("take a free lock of Podman's own table", "none of the kernel's"),
    DISK("write or make a file", "open or write"),
    WATCH("watch a file for changes", "inotify_add_watch"),
    CGROUP("make or fill a control group", "mkdir or write"),
    NAMESPACE("make a namespace", "clone or unshare"),
    NOTHING("nothing that the line tells", "none");

    /** What it is in words, to be read after "tried to". */
    public final String words;

    /** The system call, or the library's, that does it. */
    public final String call;

    Tried(String words, String call) {
        this.words = words;
        this.call = call;
    }

    /** The name in messages.txt and in JSON: sem-create. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Tried of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
