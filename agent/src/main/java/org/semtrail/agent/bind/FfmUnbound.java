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
    private static final MethodHandle ADDRESS = Foreign.addressHandle();

    private final MethodHandle plain;
    private final FfmRequest request;
    private final MutableCallSite site;
    /** Reached with addresses of ours only. */
    private MethodHandle ours;

    private FfmUnbound(MethodHandle plain, FfmRequest request) throws ReflectiveOperationException {
        this.plain = plain;
        this.request = request;
        MethodType ofAddress = MethodType.methodType(MethodHandle.class, long.class);
        MethodHandle add = MethodHandles.lookup().findVirtual(FfmUnbound.class, "add", ofAddress);
        MethodHandle added = MethodHandles.filterArguments(add.bindTo(this), 0, ADDRESS);
        this.ours = MethodHandles.foldArguments(MethodHandles.exactInvoker(plain.type()), added);
        this.site = new MutableCallSite(guarded());
    }

    /** The handle to give out in place of {@code plain}. */
    static MethodHandle guard(MethodHandle plain, FfmRequest request) throws ReflectiveOperationException {
        return new FfmUnbound(plain, request).site.dynamicInvoker();
    }

    private MethodHandle guarded() throws ReflectiveOperationException {
        MethodType ofAddress = MethodType.methodType(boolean.class, long.class);
        MethodHandle isOurs = MethodHandles.lookup().findStatic(FfmSymbols.class, "isOurs", ofAddress);
        return MethodHandles.guardWithTest(MethodHandles.filterArguments(isOurs, 0, ADDRESS), ours, plain);
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

    private void choose(long address, MethodHandle recording) throws ReflectiveOperationException {
        MethodType ofAddress = MethodType.methodType(boolean.class, long.class, long.class);
        MethodHandle is = MethodHandles.lookup().findStatic(FfmUnbound.class, "is", ofAddress);
        MethodHandle isThis = MethodHandles.filterArguments(MethodHandles.insertArguments(is, 0, address), 0, ADDRESS);
        ours = MethodHandles.guardWithTest(isThis, recording, ours);
        site.setTarget(guarded());
        MutableCallSite.syncAll(new MutableCallSite[] {site});
    }

    static boolean is(long wanted, long address) {
        return wanted == address;
    }
}
