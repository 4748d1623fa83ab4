package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.semtrail.agent.emit.Failures;

/**
 * A handle that is given the function's address at each call: sends calls of our functions through recording handles. Each is
 * made when the first call with its address comes, and is a constant for the JIT from then on.
 */
final class FfmUnbound {
    /** (MemorySegment)boolean */
    private static final MethodHandle IS_OURS;
    /** (long, MemorySegment)boolean */
    private static final MethodHandle IS;
    /** (FfmUnbound, MemorySegment)MethodHandle */
    private static final MethodHandle ADD;

    static {
        MethodHandle address = Foreign.addressHandle();
        MethodHandles.Lookup own = MethodHandles.lookup();
        MethodType ofAddress = MethodType.methodType(boolean.class, long.class);
        try {
            IS_OURS = MethodHandles.filterArguments(own.findStatic(FfmSymbols.class, "isOurs", ofAddress), 0, address);
            IS = MethodHandles.filterArguments(
                    own.findStatic(FfmUnbound.class, "is", ofAddress.appendParameterTypes(long.class)), 1, address);
            ADD = MethodHandles.filterArguments(
                    own.findVirtual(FfmUnbound.class, "add", ofAddress.changeReturnType(MethodHandle.class)),
                    1,
                    address);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private final MethodHandle plain;
    private final FfmRequest request;
    private final MutableCallSite site;
    /** Reached with addresses of ours only. */
    private MethodHandle ours;

    private FfmUnbound(MethodHandle plain, FfmRequest request) {
        this.plain = plain;
        this.request = request;
        this.ours = MethodHandles.foldArguments(MethodHandles.exactInvoker(plain.type()), ADD.bindTo(this));
        this.site = new MutableCallSite(guarded());
    }

    /** The handle to give out in place of {@code plain}. */
    static MethodHandle guard(MethodHandle plain, FfmRequest request) {
        return new FfmUnbound(plain, request).site.dynamicInvoker();
    }

    private MethodHandle guarded() {
        return MethodHandles.guardWithTest(IS_OURS, ours, plain);
    }

    /** Called with an address of ours for which there is no handle yet. */
    synchronized MethodHandle add(long address) {
        MethodHandle recording = plain;
        try {
            recording = request.unbound(FfmSymbols.at(address), plain);
            choose(address, recording);
        } catch (Throwable t) {
            Failures.count(t);
        }
        return recording;
    }

    private void choose(long address, MethodHandle recording) {
        ours = MethodHandles.guardWithTest(MethodHandles.insertArguments(IS, 0, address), recording, ours);
        site.setTarget(guarded());
        MutableCallSite.syncAll(new MutableCallSite[] {site});
    }

    static boolean is(long wanted, long address) {
        return wanted == address;
    }
}
