package org.semtrail.agent.bind;

import java.util.Arrays;
import org.semtrail.agent.call.NativeCall;
import org.semtrail.agent.call.Syscalls;
import org.semtrail.agent.emit.Failures;
import org.semtrail.agent.emit.Probe;
import org.semtrail.agent.emit.Site;
import org.semtrail.agent.emit.Status;

/**
 * What JNA's Function.invoke asks about a call; here an object for each function of ours. It asks for every function of every
 * library: that costs a hash, which the string keeps, and a look into a table that is mostly empty.
 */
public final class JnaCalls {
    private static final int SIZE = 512;
    private static final JnaCalls[] BY_NAME = new JnaCalls[SIZE];
    private static final long MINUS_ONE = -1;

    static {
        for (String symbol : SymbolNames.ALL) {
            BY_NAME[slot(symbol)] = new JnaCalls(symbol);
        }
    }

    private final String symbol;
    /** Null of syscall(2). */
    private final NativeCall call;

    /** Null until it is called so. */
    private Site site;

    private Site siteWithoutResult;
    private Site siteViaSyscall;

    private JnaCalls(String symbol) {
        this.symbol = symbol;
        this.call = NativeCall.named(symbol);
    }

    /** Number of the call's site; {@link WrappedMethod#NONE} if it is none of ours. */
    public static int site(String function, Object[] arguments, Class<?> resultType) {
        JnaCalls known = BY_NAME[slot(function)];
        if (known == null) {
            return WrappedMethod.NONE;
        }
        try {
            return known.call == null ? ofSyscall(arguments) : known.site(resultType);
        } catch (Throwable t) {
            Failures.count(t);
            return WrappedMethod.NONE;
        }
    }

    static boolean isOurs(String function) {
        return BY_NAME[slot(function)] != null;
    }

    /** Where a name stands, or would stand. */
    private static int slot(String name) {
        int hash = name.hashCode();
        int slot = (hash ^ (hash >>> 9)) & (SIZE - 1);
        while (BY_NAME[slot] != null && !BY_NAME[slot].symbol.equals(name)) {
            slot = (slot + 1) & (SIZE - 1);
        }
        return slot;
    }

    /** Other system calls are made by many programs; they are no reason to record. */
    private static int ofSyscall(Object[] arguments) {
        boolean isNumber = arguments != null && arguments.length > 0 && arguments[0] instanceof Number;
        String symbol = isNumber ? Syscalls.symbol(((Number) arguments[0]).longValue()) : null;
        return symbol == null ? WrappedMethod.NONE : BY_NAME[slot(symbol)].viaSyscall();
    }

    private int site(Class<?> resultType) {
        if (resultType == null || resultType == void.class || resultType == Void.class) {
            if (siteWithoutResult == null) {
                siteWithoutResult = found(call.siteWithoutResult(JnaInterfaceBinding.NAME));
            }
            return siteWithoutResult.number;
        }
        if (site == null) {
            site = found(call.site(JnaInterfaceBinding.NAME));
        }
        return site.number;
    }

    private int viaSyscall() {
        if (siteViaSyscall == null) {
            siteViaSyscall = found(call.siteViaSyscall(JnaInterfaceBinding.NAME));
        }
        return siteViaSyscall.number;
    }

    private static Site found(Site site) {
        JnaMemory.register();
        Status.instrumented(JnaInterfaceBinding.NAME);
        return site;
    }

    /** Probe.enter, which times only some of the calls that cannot block. */
    public static long enter(int site, String function, Object[] arguments) {
        NativeCall call = BY_NAME[slot(function)].call;
        boolean isInstant = call != null && (call.isInstant() || (call.hasOperations() && isInstant(arguments)));
        return Probe.enter(site, isInstant);
    }

    /** To look behind a pointer would take longer than the clock. */
    private static boolean isInstant(Object[] arguments) {
        if (arguments == null || arguments.length < 3 || !(arguments[2] instanceof Number)) {
            return false;
        }
        long nsops = ((Number) arguments[2]).longValue();
        Object operations = arguments[1];
        return operations instanceof byte[]
                ? Probe.isInstant((byte[]) operations, nsops)
                : operations instanceof short[] && Probe.isInstant((short[]) operations, nsops);
    }

    /** Whether errno is worth a look: after -1, and after a null pointer, which JNA gives as null. */
    public static boolean mayHaveFailed(long number, Object result) {
        return number == MINUS_ONE || (number == 0 && !(result instanceof Integer));
    }

    /** The arguments of the C function; those of syscall(2) come after its number. */
    public static Object[] arguments(String function, Object[] arguments) {
        return arguments != null && function.equals(NativeCall.SYSCALL)
                ? Arrays.copyOfRange(arguments, 1, arguments.length)
                : arguments;
    }
}
