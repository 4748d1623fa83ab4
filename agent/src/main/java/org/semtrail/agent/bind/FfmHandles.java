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
     */
    public static MethodHandle bound(
            MethodHandle handle, MethodHandle link, Object linker, Object symbol, Object function, Object[] options) {
        try {
            FfmLinker own = FfmLinker.of(linker, link);
            String name = FfmSymbols.at(Foreign.address(symbol));
            if (name == null) {
                return handle;
            }
            FfmSignature signature = new FfmSignature(handle.type(), true, function, options);
            return new FfmRequest(own, function, options, signature).bound(name, handle, symbol);
        } catch (Throwable t) {
            Failures.count(t);
            return handle;
        }
    }

    /** For a handle that is given the function's address at each call. */
    public static MethodHandle unbound(
            MethodHandle handle, MethodHandle link, Object linker, Object function, Object[] options) {
        try {
            FfmSignature signature = new FfmSignature(handle.type(), false, function, options);
            if (!signature.looksLikeOurs()) {
                return handle;
            }
            FfmLinker own = FfmLinker.of(linker, link);
            return FfmUnbound.guard(handle, new FfmRequest(own, function, options.clone(), signature));
        } catch (Throwable t) {
            Failures.count(t);
            return handle;
        }
    }
}
