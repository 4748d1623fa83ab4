package org.semtrail.agent.emit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which process this JVM is, so that a recording found later can be matched with the host's tables. */
final class ProcessIdentity {
    /** Fields after the command's closing parenthesis in /proc/self/stat begin with the third, state. */
    private static final int START_TIME = 22 - 3;

    private static final int LONGEST = 400;

    private static final Pattern NS_PID = Pattern.compile("(?m)^NSpid:.*?(\\d+)$");
    private static final Pattern INODE = Pattern.compile("\\[(\\d+)]");

    final int pid;
    final long startTicks;
    final long ipcNamespace;
    final long pidNamespace;
    final String bootId;
    final String mainClass = mainClass(property("sun.java.command"));
    final String javaVersion = property("java.version");
    final String user = property("user.name");
    final String cgroup;

    private ProcessIdentity(Path proc) {
        startTicks = startTicks(read(proc.resolve("self/stat")), 0);
        // The last of NSpid is the process's own view; the first column of stat is that of whoever mounted this /proc.
        Matcher own = NS_PID.matcher(read(proc.resolve("self/status")));
        pid = own.find() ? Integer.parseInt(own.group(1)) : 0;
        ipcNamespace = inode(proc.resolve("self/ns/ipc"));
        pidNamespace = inode(proc.resolve("self/ns/pid"));
        bootId = read(proc.resolve("sys/kernel/random/boot_id")).trim();
        cgroup = cgroup(read(proc.resolve("self/cgroup")));
    }

    static ProcessIdentity own() {
        return new ProcessIdentity(Paths.get("/proc"));
    }

    /** Of another process, in ticks since boot; -1 if there is none. */
    static long startTicksOf(int pid) {
        Path stat = Paths.get("/proc/" + pid + "/stat");
        return Files.exists(stat) ? startTicks(read(stat), -1) : -1;
    }

    private static long startTicks(String stat, long unknown) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
        return fields.length > START_TIME ? Long.parseLong(fields[START_TIME]) : unknown;
    }

    /** Arguments can be passwords: only what comes before them is told. */
    static String mainClass(String command) {
        String first = command.trim().split("\\s", 2)[0];
        return first.substring(0, Math.min(first.length(), LONGEST));
    }

    /** systemd's own line, which is the only one of version 2; else the first (cgroups(7)). */
    static String cgroup(String file) {
        String[] lines = file.split("\n");
        String best = "";
        for (String line : lines) {
            boolean tells = line.startsWith("0::/") || line.contains(":name=systemd:");
            best = tells && line.length() > best.length() ? line : best;
        }
        best = best.isEmpty() ? lines[0] : best;
        return best.substring(0, Math.min(best.length(), LONGEST));
    }

    private static String property(String name) {
        try {
            return System.getProperty(name, "");
        } catch (SecurityException e) {
            Failures.count(e);
            return "";
        }
    }

    /** Name of this JVM's directory among those of all. */
    String directoryName() {
        return pid + "-" + startTicks;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            Failures.count(e);
            return "";
        }
    }

    private static long inode(Path link) {
        try {
            Matcher inode = INODE.matcher(Files.readSymbolicLink(link).toString());
            return inode.find() ? Long.parseLong(inode.group(1)) : 0;
        } catch (IOException e) {
            Failures.count(e);
            return 0;
        }
    }
}
