package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads all processes of /proc. Those that exit meanwhile are left out; what may not be read is left unknown. */
public final class ProcessReader {
    static final int TICKS_PER_SECOND = 100;
    /** include/linux/sched.h. In a PID namespace process 2 is anybody, and so are its children. */
    private static final long PF_KTHREAD = 0x00200000;
    /** semop and semtimedop: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h. */
    private static final Set<Integer> SEMOP =
            "aarch64".equals(System.getProperty("os.arch")) ? Set.of(193, 192) : Set.of(65, 220);

    private final HostRoot host;
    private final Instant boot;

    /**
     * @param boot the wall-clock time of boot, by which start times are reckoned
     */
    public ProcessReader(HostRoot host, Instant boot) {
        this.host = host;
        this.boot = boot;
    }

    /** All processes with a number; an unreadable /proc gives none and says so. */
    public Reading<HostProcess> readAll() {
        Listing listing = new Listing();
        boolean complete;
        try {
            complete = ProcWalk.all(host, dir -> add(dir, listing));
        } catch (IOException e) {
            return Reading.nothing(Unseen.failed("processes", "cannot list /proc: " + e.getMessage()));
        }
        return new Reading<>(listing.processes, gaps(listing, complete));
    }

    private static final class Listing {
        final List<HostProcess> processes = new ArrayList<>();
        int torn;
    }

    private boolean add(Path dir, Listing listing) {
        HostProcess process = read(dir);
        if (process != null) {
            listing.processes.add(process);
            return process.alive() && process.tasks().stream().noneMatch(t -> t.ipcNs() == 0);
        }
        if (Files.notExists(dir.resolve("stat"))) {
            return false;
        }
        listing.torn++;
        return true;
    }

    private static List<Unseen> gaps(Listing listing, boolean complete) {
        List<HostProcess> processes = listing.processes;
        int torn = listing.torn;
        List<Unseen> gaps = new ArrayList<>();
        if (!complete) {
            gaps.add(Unseen.failed(
                    "processes",
                    "in each of " + ProcWalk.MAX_LOOKS
                            + " looks some were gone before they could be read: they come and go too"
                            + " fast, and any of them might use any set"));
        }
        long hidden = processes.stream().filter(p -> p.alive() && !p.readable()).count();
        if (hidden > 0) {
            gaps.add(Unseen.denied(
                    "processes",
                    "namespaces of " + hidden + " process(es) may not be read (needs root or CAP_SYS_PTRACE): each of"
                            + " them might use any set, so no set is called an orphan"));
        }
        if (torn > 0) {
            gaps.add(Unseen.failed(
                    "processes",
                    "/proc/PID/stat of " + torn + " process(es) could not be understood: they may be alive"));
        }
        return gaps;
    }

    /** One process; null where it is gone or its stat line is torn. */
    HostProcess read(Path dir) {
        String stat = ProcFile.readUtf8(dir.resolve("stat"));
        int close = stat == null ? -1 : stat.lastIndexOf(')');
        int open = stat == null ? -1 : stat.indexOf('(');
        String[] f =
                close < 0 ? new String[0] : stat.substring(close + 1).strip().split(" ");
        if (open < 0 || f.length < 20 || f[0].isEmpty()) {
            return null;
        }
        try {
            int pid = Integer.parseInt(dir.getFileName().toString());
            char state = f[0].charAt(0);
            boolean kernelThread = (Long.parseLong(f[6]) & PF_KTHREAD) != 0;
            ProcessThreads threads = new ProcessThreads(dir, pid, state, Integer.parseInt(f[17]), kernelThread);
            return process(dir, pid, stat.substring(open + 1, close), f, threads);
        } catch (NumberFormatException torn) {
            return null;
        }
    }

    private HostProcess process(Path dir, int pid, String comm, String[] f, ProcessThreads threads) {
        Path face = threads.face();
        String status = threads.status;
        if (threads.alive && status == null && Files.notExists(dir.resolve("stat"))) {
            return null;
        }
        String cgroup = threads.alive ? ProcFile.readUtf8(dir.resolve("cgroup")) : null;
        return new HostProcess(
                pid,
                Integer.parseInt(f[1]),
                boot.plusMillis(Long.parseLong(f[19]) * (1000 / TICKS_PER_SECOND)),
                threads.alive,
                threads.stopped,
                pid == 1 || (status != null && ProcStatus.isInit(status)),
                comm,
                threads.alive ? ProcFile.link(face.resolve("exe")) : null,
                threads.alive ? args(face) : List.of(),
                threads.owner(),
                cgroup == null ? CgroupHome.UNKNOWN : CgroupHome.parse(cgroup),
                threads.tasks,
                threads.alive ? ProcFile.namespace(face.resolve("ns/pid")) : 0,
                threads.alive ? ProcFile.namespace(face.resolve("ns/mnt")) : 0,
                threads.alive ? ProcFile.namespace(face.resolve("ns/user")) : 0);
    }

    private static List<String> args(Path face) {
        String cmdline = ProcFile.readUtf8(face.resolve("cmdline"));
        return cmdline == null || cmdline.isEmpty() ? List.of() : Redaction.of(Arrays.asList(cmdline.split("\0")));
    }

    /** The semid in "220 0x8001 0x7ffc… …"; -1 where the thread is running, elsewhere or may not be read. */
    static int waitsOn(String syscall) {
        String[] f = syscall == null ? new String[0] : syscall.split(" ", 3);
        try {
            boolean semop = f.length == 3 && SEMOP.contains(Integer.parseInt(f[0]));
            return semop ? (int) Long.parseLong(f[1].toLowerCase(Locale.ROOT).substring(2), 16) : -1;
        } catch (NumberFormatException | StringIndexOutOfBoundsException running) {
            return -1;
        }
    }
}
