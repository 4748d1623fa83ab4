package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.semtrail.agent.emit.Failures;

/**
 * A handle that is given the function's address at each call: looks at the address, and sends calls of our functions through
 * a recording handle, which is made when the first of them comes.
 */
final class FfmUnbound {
    private final MethodHandle plain;
    private final FfmRequest request;
    private final ConcurrentMap<String, MethodHandle> byFunction = new ConcurrentHashMap<>();

    private FfmUnbound(MethodHandle plain, FfmRequest request) {
        this.plain = plain;
        this.request = request;
    }

    static MethodHandle guard(MethodHandle plain, FfmRequest request) throws ReflectiveOperationException {
        MethodHandles.Lookup own = MethodHandles.lookup();
        MethodType ofAddress = MethodType.methodType(boolean.class, long.class);
        MethodHandle isOurs = own.findStatic(FfmSymbols.class, "isOurs", ofAddress);
        MethodHandle choice = own.findVirtual(
                        FfmUnbound.class, "recording", ofAddress.changeReturnType(MethodHandle.class))
                .bindTo(new FfmUnbound(plain, request));
        MethodHandle address = Foreign.addressHandle();
        return MethodHandles.guardWithTest(
                MethodHandles.filterArguments(isOurs, 0, address),
                MethodHandles.foldArguments(
                        MethodHandles.exactInvoker(plain.type()), MethodHandles.filterArguments(choice, 0, address)),
                plain);
    }

    /** The handle that records calls of the function at an address of ours. */
    MethodHandle recording(long address) {
        String name = FfmSymbols.at(address);
        MethodHandle known = byFunction.get(name);
        if (known == null) {
            known = make(name);
            byFunction.put(name, known);
        }
        return known;
    }

    private MethodHandle make(String name) {
        try {
            return request.unbound(name, plain);
        } catch (Throwable t) {
            Failures.count(t);
            return plain;
        }
    }
}
