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

    private static final Pattern NS_PID = Pattern.compile("(?m)^NSpid:.*?(\\d+)$");
    private static final Pattern INODE = Pattern.compile("\\[(\\d+)]");

    final int pid;
    final long startTicks;
    final long ipcNamespace;
    final long pidNamespace;
    final String bootId;

    private ProcessIdentity(Path proc) {
        startTicks = startTicks(read(proc.resolve("self/stat")), 0);
        // The last of NSpid is the process's own view; the first column of stat is that of whoever mounted this /proc.
        Matcher own = NS_PID.matcher(read(proc.resolve("self/status")));
        pid = own.find() ? Integer.parseInt(own.group(1)) : 0;
        ipcNamespace = inode(proc.resolve("self/ns/ipc"));
        pidNamespace = inode(proc.resolve("self/ns/pid"));
        bootId = read(proc.resolve("sys/kernel/random/boot_id")).trim();
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
