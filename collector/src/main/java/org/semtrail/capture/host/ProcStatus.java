package org.semtrail.capture.host;

import java.util.HashSet;
import java.util.Set;
import org.semtrail.capture.host.HostProcess.Owner;

/** What /proc/PID/status and /proc/PID/task/TID/status tell (proc_pid_status(5)). */
final class ProcStatus {
    private ProcStatus() {}

    /** The value of a line; empty where there is none of that name. */
    static String line(String status, String name) {
        int at = status.indexOf("\n" + name + ":");
        if (at < 0) {
            return "";
        }
        int end = status.indexOf('\n', at + 1);
        return status.substring(at + name.length() + 2, end < 0 ? status.length() : end)
                .strip();
    }

    /** Whether it is process 1 of its PID namespace, by whichever of its threads (NSpid is the thread's own). */
    static boolean isInit(String status) {
        String process = line(status, "NStgid");
        String[] ids = (process.isEmpty() ? line(status, "NSpid") : process).split("\\s+");
        return ids[ids.length - 1].equals("1");
    }

    /** Null where the lines are not there. */
    static Owner owner(String status) {
        Set<Long> uids = numbers(line(status, "Uid"));
        Set<Long> gids = numbers(line(status, "Gid") + " " + line(status, "Groups"));
        String effective = line(status, "CapEff");
        String permitted = line(status, "CapPrm");
        boolean privileged = !effective.matches("0+") || !permitted.matches("0+");
        return uids.isEmpty() ? null : new Owner(uids, gids, privileged);
    }

    private static Set<Long> numbers(String text) {
        Set<Long> numbers = new HashSet<>();
        for (String word : text.strip().split("\\s+")) {
            if (!word.isEmpty()) {
                numbers.add(Long.parseLong(word));
            }
        }
        return numbers;
    }
}
