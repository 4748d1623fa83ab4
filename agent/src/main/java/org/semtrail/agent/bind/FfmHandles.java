package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;
import org.semtrail.agent.emit.Failures;

/** What the changed linker calls with each handle that it has made; gives it back, or one that records in its place. */
public final class FfmHandles {
    private FfmHandles() {}

    /**
     * For a handle that calls one function.
     *
     * @param link the linker's inner method, which makes handles without a look at the caller
     * @param symbol the segment at the function's address
     */
    public static MethodHandle bound(
            MethodHandle handle,
            Object linker,
            MethodHandle link,
            Object symbol,
            Object function,
            Object[] options,
            long address) {
        try {
            FfmLinker own = FfmLinker.of(linker, link);
            String name = FfmSymbols.at(address);
            return name == null ? handle : new FfmRequest(own, function, options).bound(name, handle, symbol);
        } catch (Throwable t) {
            Failures.count(t);
            return handle;
        }
    }

    /** For a handle that is given the function's address at each call. */
    public static MethodHandle unbound(
            MethodHandle handle, Object linker, MethodHandle link, Object function, Object[] options) {
        try {
            if (!FfmSignature.looksLikeOurs(handle.type())) {
                return handle;
            }
            FfmLinker own = FfmLinker.of(linker, link);
            return FfmUnbound.guard(handle, new FfmRequest(own, function, options.clone()));
        } catch (Throwable t) {
            Failures.count(t);
            return handle;
        }
    }
}
