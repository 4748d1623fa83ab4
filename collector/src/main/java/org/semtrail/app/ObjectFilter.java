package org.semtrail.app;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostTable;
import org.semtrail.capture.host.HostView;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.ObjectFacts;
import org.semtrail.correlate.Verdict;

/**
 * The filters of list and prune for objects other than semaphore sets. They go by column, so that one that a kind does
 * not have (a key of a POSIX object) lets none of it pass.
 */
record ObjectFilter(
        List<Long> owners,
        List<String> units,
        List<Integer> pids,
        String ipcNs,
        List<Verdict> verdicts,
        List<Integer> keys,
        Duration olderThan) {
    /** The columns that name processes, whatever the kind. */
    private static final List<String> PIDS =
            List.of("attached", "cpid", "lpid", "lspid", "lrpid", "waiting", "holders", "notify_pid");

    /** Whether a row passes; {@code ipcNs} null is every namespace. */
    <T> Predicate<ObjectFacts<T>> of(HostTable<T> table, HostView host) {
        Predicate<ObjectFacts<T>> all = f -> isIn(table, f.row(), host);
        if (!owners.isEmpty()) {
            all = all.and(f -> value(table, "uid", f.row()) instanceof Long uid && owners.contains(uid));
        }
        if (!keys.isEmpty()) {
            all = all.and(f -> value(table, "key", f.row()) instanceof Integer key && keys.contains(key));
        }
        if (!verdicts.isEmpty()) {
            all = all.and(f -> verdicts.contains(f.verdict()));
        }
        if (olderThan != null) {
            Instant latest = host.at().minus(olderThan);
            all = all.and(f -> changed(table, f.row()) instanceof Instant time && !time.isAfter(latest));
        }
        if (!pids.isEmpty()) {
            all = all.and(f -> pids(table, f.row()).stream().anyMatch(pids::contains));
        }
        return units.isEmpty() ? all : all.and(ofUnits(table, host));
    }

    /** A POSIX object has no IPC namespace of its own to tell: "own" is what our mount namespace shows. */
    private <T> boolean isIn(HostTable<T> table, T row, HostView host) {
        if (ipcNs == null || ipcNs.equals("all")) {
            return true;
        }
        String own = Long.toString(host.ownIpcNs());
        String wanted = ipcNs.equals("own") ? own : ipcNs;
        return table.perIpcNs()
                ? wanted.equals(String.valueOf(value(table, "ipc_ns", row)))
                : wanted.equals(own) && value(table, "mnt_pid", row) == null;
    }

    private static <T> Object changed(HostTable<T> table, T row) {
        Object ctime = value(table, "ctime", row);
        return ctime == null ? value(table, "mtime", row) : ctime;
    }

    private <T> Predicate<ObjectFacts<T>> ofUnits(HostTable<T> table, HostView host) {
        Map<Integer, HostProcess> processes =
                host.processes().stream().collect(Collectors.toMap(HostProcess::pid, p -> p, (a, b) -> a));
        List<String> wanted =
                units.stream().map(u -> u.contains(".") ? u : u + ".service").toList();
        return f -> pids(table, f.row()).stream()
                .map(processes::get)
                .anyMatch(p -> p != null
                        && (wanted.contains(p.home().unit())
                                || wanted.contains(p.home().systemUnit())));
    }

    private static <T> Set<Integer> pids(HostTable<T> table, T row) {
        Set<Integer> pids = new HashSet<>();
        for (String name : PIDS) {
            Object value = value(table, name, row);
            if (value instanceof Integer pid && pid > 0) {
                pids.add(pid);
            } else if (value instanceof List<?> many) {
                many.forEach(pid -> pids.add((Integer) pid));
            }
        }
        return pids;
    }

    private static <T> Object value(HostTable<T> table, String column, T row) {
        return table.columns().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .map(c -> c.value().apply(row))
                .orElse(null);
    }

    static List<Long> uids(List<String> names, UserNames known) {
        return names.stream()
                .map(name -> known.uid(name)
                        .orElseThrow(() ->
                                Stop.badInput("--owner: this host knows no user '" + name + "'; a number works, too")))
                .toList();
    }
}
