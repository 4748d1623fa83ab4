package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which processes wait in msgsnd(2) or msgrcv(2), from one pass over /proc/PID/task/TID/syscall: "70 0x8001 …" is a
 * wait on queue 32769. The kernel tells a queue's last sender and receiver, but not who waits for the first message.
 *
 * @param waits by IPC namespace and msqid
 * @param complete whether every process could be looked into
 */
record MsgWaiters(Map<Queue, List<Integer>> waits, boolean complete, List<Unseen> unseen) {
    /** A msqid, which means one queue only together with its IPC namespace. */
    record Queue(Long ipcNs, int msqid) {}

    /** arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h. */
    private static final Set<String> CALLS =
            "aarch64".equals(System.getProperty("os.arch")) ? Set.of("188", "189") : Set.of("69", "70");

    static MsgWaiters scan(HostRoot host, boolean alone) {
        Map<Queue, List<Integer>> waits = new HashMap<>();
        List<Unseen> unseen = ProcPids.lookInto(host, alone, "system calls", pid -> {
            List<Path> tasks = ProcPids.list(host.proc(pid + "/task"), "*");
            for (Path task : tasks) {
                look(host, pid, task, waits);
            }
            return !tasks.isEmpty();
        });
        return new MsgWaiters(waits, unseen.isEmpty(), List.copyOf(unseen));
    }

    private static void look(HostRoot host, int pid, Path task, Map<Queue, List<Integer>> waits) throws IOException {
        String[] call = Files.readString(task.resolve("syscall"), StandardCharsets.US_ASCII)
                .split(" ", 3);
        if (call.length == 3 && CALLS.contains(call[0])) {
            Long ipcNs = ProcPids.namespace(host, pid + "/task/" + task.getFileName() + "/ns/ipc");
            int msqid = (int) Long.parseUnsignedLong(call[1].substring(2), 16);
            waits.computeIfAbsent(new Queue(ipcNs, msqid), q -> new ArrayList<>())
                    .add(pid);
        }
    }

    Holders of(Long ipcNs, int msqid) {
        return new Holders(waits.getOrDefault(new Queue(ipcNs, msqid), List.of()), complete);
    }
}
