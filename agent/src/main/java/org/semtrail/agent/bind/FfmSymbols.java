package org.semtrail.agent.bind;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.agent.emit.Failures;

/**
 * Which addresses our functions have. Looked up once, when the first handle is asked for, so that no lookup of the application
 * needs to be watched, and a handle is known by whatever way the application found the function.
 */
final class FfmSymbols {
    /** A power of two, several times the number of functions. */
    private static final int SLOTS = 256;

    private static final int MASK = SLOTS - 1;

    private static final long[] ADDRESSES = new long[SLOTS];
    private static final String[] NAMES = new String[SLOTS];
    private static volatile boolean filled;

    private FfmSymbols() {}

    /** The function at an address; null if it is none of ours. */
    static String at(long address) {
        int slot = slot(address);
        return address != 0 && ADDRESSES[slot] == address ? NAMES[slot] : null;
    }

    static boolean isOurs(long address) {
        return at(address) != null;
    }

    static void fill(FfmLinker linker) throws ReflectiveOperationException {
        if (filled) {
            return;
        }
        synchronized (ADDRESSES) {
            List<String> missing = new ArrayList<>();
            for (String name : SymbolNames.ALL) {
                long address = linker.find(name);
                put(address, name);
                if (address == 0) {
                    missing.add(name);
                }
            }
            if (!missing.isEmpty()) {
                fill(linker, missing);
            }
            filled = true;
        }
    }

    private static void fill(FfmLinker linker, List<String> missing) {
        try {
            ProcessSymbols others = new ProcessSymbols(linker);
            for (String name : missing) {
                put(others.find(name), name);
            }
        } catch (Throwable t) {
            Failures.count(t);
        }
    }

    private static void put(long address, String name) {
        if (address != 0) {
            int slot = slot(address);
            NAMES[slot] = name;
            ADDRESSES[slot] = address;
        }
    }

    private static int slot(long address) {
        int slot = start(address);
        while (ADDRESSES[slot] != 0 && ADDRESSES[slot] != address) {
            slot = (slot + 1) & MASK;
        }
        return slot;
    }

    /** Functions begin at multiples of 16. */
    private static int start(long address) {
        return (int) (((address >>> 4) * 0x9E3779B9L) >>> 8) & MASK;
    }
}
