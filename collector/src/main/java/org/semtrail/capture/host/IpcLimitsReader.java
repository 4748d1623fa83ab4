package org.semtrail.capture.host;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jnr.ffi.Pointer;

/**
 * Reads {@link IpcLimits} of the calling thread's IPC namespace: limits from /proc/sys, use from SEM_INFO, SHM_INFO and
 * MSG_INFO, or by counting /proc/sysvipc where there are no native calls.
 */
public final class IpcLimitsReader {
    /**
     * What was read.
     *
     * @param limits every row there is, with null for what could not be read
     * @param unseen why those are null
     */
    public record Result(IpcLimits limits, List<Unseen> unseen) {
        public Result {
            unseen = List.copyOf(unseen);
        }
    }

    private final HostRoot host;
    private final Optional<Kernel> kernel;
    private final List<Unseen> unseen = new ArrayList<>();
    private final Map<String, Long> used = new HashMap<>();

    private IpcLimitsReader(HostRoot host, Optional<Kernel> kernel) {
        this.host = host;
        this.kernel = kernel;
    }

    public static Result read(HostRoot host, Optional<Kernel> kernel) {
        return new IpcLimitsReader(host, kernel).read();
    }

    private Result read() {
        readSemUse();
        readShmUse();
        readMsgUse();
        List<IpcLimits.Limit> rows = new ArrayList<>();
        for (IpcSysctl sysctl : IpcSysctl.values()) {
            List<Long> values = limits(sysctl);
            for (int i = 0; i < values.size(); i++) {
                IpcSysctl.Field f = sysctl.fields.get(i);
                rows.add(new IpcLimits.Limit(f.name(), f.kind(), f.help(), values.get(i), used.get(f.name())));
            }
        }
        return new Result(new IpcLimits(rows), unseen);
    }

    /** One value for each field; null for each that is not known. */
    private List<Long> limits(IpcSysctl sysctl) {
        List<Long> values = new ArrayList<>();
        HostFile file = HostFile.read(host.path(sysctl.path()));
        file.unseen().ifPresent(unseen::add);
        String[] words =
                file.text() == null ? new String[0] : file.text().trim().split("\\s+");
        boolean isTorn = file.text() != null && words.length != sysctl.fields.size();
        if (isTorn) {
            unseen.add(Unseen.failed(sysctl.path(), words.length + " fields instead of " + sysctl.fields.size()));
        }
        for (int i = 0; i < sysctl.fields.size(); i++) {
            values.add(isTorn || i >= words.length ? null : number(sysctl, words[i]));
        }
        return values;
    }

    private Long number(IpcSysctl sysctl, String word) {
        if (!word.matches("-?\\d{1,20}")) {
            unseen.add(Unseen.failed(sysctl.path(), "not a number"));
            return null;
        }
        // shmmax and shmall are unsigned long; beyond 2^63 the difference means nothing to anybody.
        return new BigInteger(word).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** struct seminfo: ten ints; SEM_INFO returns the sets in use in semusz and the semaphores in semaem. */
    private void readSemUse() {
        Pointer info = kernel.map(k -> k.allocate(40)).orElse(null);
        if (info == null || kernel.get().semctl(0, 0, Kernel.SEM_INFO, info) < 0) {
            count("sem", "semmni", Optional.of("semmns"));
            return;
        }
        used.put("semmni", (long) info.getInt(7 * 4));
        used.put("semmns", (long) info.getInt(9 * 4));
    }

    /** struct shm_info: an int, then five unsigned longs, of which the first is pages in use. */
    private void readShmUse() {
        Pointer info = kernel.map(k -> k.allocate(48)).orElse(null);
        if (info == null || kernel.get().shmctl(0, Kernel.SHM_INFO, info) < 0) {
            count("shm", "shmmni", Optional.empty());
            return;
        }
        used.put("shmmni", (long) info.getInt(0));
        used.put("shmall", info.getLong(8));
    }

    /** struct msginfo: seven ints and a short; MSG_INFO returns the queues in use in msgpool, the first. */
    private void readMsgUse() {
        Pointer info = kernel.map(k -> k.allocate(32)).orElse(null);
        if (info == null || kernel.get().msgctl(0, Kernel.MSG_INFO, info) < 0) {
            count("msg", "msgmni", Optional.empty());
            return;
        }
        used.put("msgmni", (long) info.getInt(0));
    }

    /** Counts the rows of a table, and where a limit for it is given the sum of its fourth column, nsems. */
    private void count(String table, String rowLimit, Optional<String> sumLimit) {
        String path = "/proc/sysvipc/" + table;
        HostFile file = HostFile.table(host.path(path));
        file.unseen().ifPresent(unseen::add);
        if (file.text() == null || file.unseen().isPresent()) {
            return;
        }
        List<String> rows =
                file.text().lines().skip(1).filter(l -> !l.isBlank()).toList();
        used.put(rowLimit, (long) rows.size());
        sumLimit.ifPresent(name -> sum(path, rows).ifPresent(s -> used.put(name, s)));
    }

    private Optional<Long> sum(String path, List<String> rows) {
        long sum = 0;
        for (String row : rows) {
            String[] words = row.trim().split("\\s+");
            if (words.length < 4 || !words[3].matches("\\d{1,10}")) {
                unseen.add(Unseen.failed(path, "a row without nsems"));
                return Optional.empty();
            }
            sum += Long.parseLong(words[3]);
        }
        return Optional.of(sum);
    }
}
