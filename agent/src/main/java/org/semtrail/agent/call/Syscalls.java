package org.semtrail.agent.call;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.agent.emit.SyscallSites;

/** Numbers of the system calls behind our functions (asm/unistd_64.h, asm-generic/unistd.h of Linux). */
public final class Syscalls {
    private static final List<Syscalls> ALL = Collections.unmodifiableList(Arrays.asList(
            row("semget", 64, 190),
            row("semop", 65, 193),
            row("semctl", 66, 191),
            row("semtimedop", 220, 192),
            row("shmget", 29, 194),
            row("shmat", 30, 196),
            row("shmctl", 31, 195),
            row("shmdt", 67, 197),
            row("msgget", 68, 186),
            row("msgsnd", 69, 189),
            row("msgrcv", 70, 188),
            row("msgctl", 71, 187),
            row("mq_open", 240, 180),
            row("mq_unlink", 241, 181),
            row("mq_timedsend", 242, 182),
            row("mq_timedreceive", 243, 183)));

    private static final Map<String, Integer> TABLES = new HashMap<>();

    private final String symbol;
    private final int x86;
    private final int aarch64;
    private final int here;

    private Syscalls(String symbol, int x86, int aarch64) {
        this.symbol = symbol;
        this.x86 = x86;
        this.aarch64 = aarch64;
        this.here = on(System.getProperty("os.arch", ""));
    }

    private static Syscalls row(String symbol, int x86, int aarch64) {
        return new Syscalls(symbol, x86, aarch64);
    }

    /** The number by which syscall(2) reaches a function on an architecture (as in os.arch); -1 if it does not. */
    public static int number(String symbol, String architecture) {
        for (Syscalls row : ALL) {
            if (row.symbol.equals(symbol)) {
                return row.on(architecture);
            }
        }
        return -1;
    }

    /** The function that a number reaches here; null if it is none of ours. */
    public static String symbol(long number) {
        for (int i = 0; number >= 0 && i < ALL.size(); i++) {
            if (ALL.get(i).here == number) {
                return ALL.get(i).symbol;
            }
        }
        return null;
    }

    /** Makes the sites of all of them for a binding, once; the table's number is what Probe.enterSyscall is given. */
    public static synchronized int sites(String binding) {
        Integer known = TABLES.get(binding);
        if (known == null) {
            known = makeSites(binding);
            TABLES.put(binding, known);
        }
        return known;
    }

    private static int makeSites(String binding) {
        int table = SyscallSites.register();
        for (Syscalls row : ALL) {
            if (row.here >= 0) {
                SyscallSites.put(table, row.here, NativeCall.named(row.symbol).sleepingSiteViaSyscall(binding));
            }
        }
        return table;
    }

    private int on(String architecture) {
        switch (architecture) {
            case "amd64":
            case "x86_64":
                return x86;
            case "aarch64":
                return aarch64;
            default:
                return -1;
        }
    }
}
