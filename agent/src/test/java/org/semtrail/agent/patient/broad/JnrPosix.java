package org.semtrail.agent.patient.broad;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.semtrail.agent.patient.broad.Book.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jnr.constants.platform.Errno;
import jnr.constants.platform.Fcntl;
import jnr.constants.platform.Sysconf;
import jnr.posix.FileStat;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/** JNR-POSIX: users, files, processes, environment. */
final class JnrPosix {
    private static final POSIX POSIX = POSIXFactory.getNativePOSIX();

    private JnrPosix() {}

    static void tell() {
        Book.chapter("users");
        say("native", POSIX::isNative);
        say(
                "getpwnam",
                () -> POSIX.getpwnam("root").getUID() + " "
                        + POSIX.getpwnam("root").getHome());
        say(
                "getpwuid",
                () -> POSIX.getpwuid(0).getLoginName() + " " + POSIX.getpwuid(0).getShell());
        say("getpwnam of none", () -> POSIX.getpwnam("semtrail-nobody"));
        say(
                "getgrnam",
                () -> POSIX.getgrnam("root").getGID() + " "
                        + Arrays.toString(POSIX.getgrnam("root").getMembers()));
        say("ids", () -> POSIX.getuid() + " " + POSIX.geteuid() + " " + POSIX.getgid() + " " + POSIX.getegid());
        say("entries", () -> POSIX.setpwent() + " " + POSIX.getpwent().getLoginName() + " " + POSIX.endpwent());
        try {
            files(Files.createTempDirectory("semtrail-broad"));
        } catch (IOException e) {
            System.out.println(e);
        }
        processes();
    }

    private static void files(Path folder) throws IOException {
        Book.chapter("files");
        String file = Files.writeString(folder.resolve("file"), "twelve bytes").toString();
        String link = folder.resolve("link").toString();
        say("chmod", () -> POSIX.chmod(file, 0640));
        FileStat stat = POSIX.stat(file);
        say(
                "stat",
                () -> Integer.toOctalString(stat.mode()) + " " + stat.st_size() + " " + stat.nlink() + " "
                        + stat.isFile() + " " + stat.isDirectory() + " " + stat.isReadable());
        say(
                "utimes",
                () -> POSIX.utimes(file, new long[] {5, 0}, new long[] {7, 0}) + " "
                        + POSIX.stat(file).mtime());
        say("symlink", () -> POSIX.symlink("file", link) + " " + POSIX.readlink(link));
        say(
                "lstat",
                () -> POSIX.lstat(link).isSymlink() + " " + POSIX.stat(link).isSymlink());
        say("link", () -> POSIX.link(file, link + "2") + " " + POSIX.stat(file).nlink());
        say("rename", () -> POSIX.rename(link + "2", link + "3") + " " + POSIX.access(link + "3", 0));
        say("access", () -> POSIX.access(link + "2", 0) + " " + POSIX.errno());
        say("mkdir", () -> POSIX.mkdir(folder + "/below", 0700) + " " + POSIX.rmdir(folder + "/below"));
        say("umask", () -> POSIX.umask(022) >= 0 ? POSIX.umask(022) : -1);
        say("stat of none", () -> POSIX.stat("/no/such/file"));
        say("read", () -> read(file));
        say("flock", () -> POSIX.flock(POSIX.open(file, 0, 0), 2));
        say("unlink", () -> POSIX.unlink(link) + POSIX.unlink(link + "3") + POSIX.unlink(file));
        Files.delete(folder);
    }

    private static String read(String file) {
        int fd = POSIX.open(file, 0, 0);
        byte[] bytes = new byte[20];
        long count = POSIX.read(fd, bytes, 6L);
        int flags = POSIX.fcntl(fd, Fcntl.F_GETFD);
        int copy = POSIX.dup(fd);
        long rest = POSIX.read(copy, bytes, 20L);
        return count + " " + rest + " " + new String(bytes, 0, (int) rest, US_ASCII) + " " + flags + " "
                + POSIX.close(fd) + POSIX.close(copy) + POSIX.close(copy) + " " + Errno.valueOf(POSIX.errno());
    }

    private static void processes() {
        Book.chapter("processes");
        say("kill", () -> POSIX.kill(POSIX.getpid(), 0) + " " + (POSIX.getppid() > 0));
        say("getpgid", () -> POSIX.getpgid(0) == POSIX.getpgrp());
        say("getrlimit", () -> POSIX.getrlimit(7).rlimCur() > 0);
        say("sysconf", () -> POSIX.sysconf(Sysconf._SC_PAGESIZE));
        say("priority", () -> POSIX.getpriority(0, 0) == POSIX.getpriority(0, POSIX.getpid()));
        say(
                "environment",
                () -> POSIX.setenv("SEMTRAIL_POSIX", "yes", 1) + " " + POSIX.getenv("SEMTRAIL_POSIX") + " "
                        + POSIX.unsetenv("SEMTRAIL_POSIX") + " " + POSIX.getenv("SEMTRAIL_POSIX"));
        say("times", () -> POSIX.times() != null);
        say("isatty", () -> POSIX.isatty(0));
        say("errno", () -> {
            POSIX.errno(5);
            return POSIX.errno() + " " + POSIX.strerror(5);
        });
        say("spawn", () -> {
            long pid = POSIX.posix_spawnp("false", List.of(), List.of("false"), List.of());
            int[] status = new int[1];
            return (pid > 0) + " " + (POSIX.waitpid(pid, status, 0) == pid) + " " + (status[0] >> 8);
        });
        say("pipe", () -> {
            int[] fds = new int[2];
            int result = POSIX.pipe(fds);
            return result + " " + POSIX.write(fds[1], new byte[] {1, 2}, 2L) + " " + POSIX.read(fds[0], new byte[9], 9L)
                    + " " + POSIX.close(fds[0]) + POSIX.close(fds[1]);
        });
    }
}
