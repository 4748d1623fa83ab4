package org.semtrail.capture.host;

/**
 * The file system behind POSIX shared memory and named semaphores, /dev/shm.
 *
 * @param mounted whether anything is mounted there; if not, names land in the file system around it
 * @param fsType tmpfs as a rule; null where not mounted
 * @param bytes its size; 0 where it has no limit, null where it could not be read
 * @param bytesUsed of those; null likewise
 * @param inodes how many files it can hold; 0 where it has no limit, null where it could not be read
 * @param inodesUsed of those; null likewise
 */
public record DevShm(boolean mounted, String fsType, Long bytes, Long bytesUsed, Long inodes, Long inodesUsed) {
    public static final String PATH = "/dev/shm";
}
