package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.semtrail.agent.emit.Status;

/** One handle that somebody asks the linker for: makes the one that records in its place. */
final class FfmRequest {
    private final FfmLinker linker;
    private final Object function;
    private final Object[] options;

    FfmRequest(FfmLinker linker, Object function, Object[] options) {
        this.linker = linker;
        this.function = function;
        this.options = options;
    }

    /** For a function of ours; {@code plain} calls it, bound to its address. */
    MethodHandle bound(String name, MethodHandle plain, Object address) throws Throwable {
        if (!FfmSignature.looksLikeOurs(plain.type())) {
            Status.blind("an FFM handle of " + name + ": it is declared as " + function);
            return plain;
        }
        if (!FfmTrial.passes(linker)) {
            return plain;
        }
        ForeignOptions given = new ForeignOptions(options);
        FfmSignature signature = new FfmSignature(plain.type(), true, function, given);
        MethodHandle capturing = capturing(signature, given);
        return recording(name, signature, plain, capturing == null ? null : capturing.bindTo(address));
    }

    /** The same where the address comes with each call. */
    MethodHandle unbound(String name, MethodHandle plain) throws Throwable {
        if (!FfmTrial.passes(linker)) {
            return plain;
        }
        ForeignOptions given = new ForeignOptions(options);
        FfmSignature signature = new FfmSignature(plain.type(), false, function, given);
        return recording(name, signature, plain, capturing(signature, given));
    }

    private MethodHandle capturing(FfmSignature signature, ForeignOptions given) throws Throwable {
        return signature.errno == FfmSignature.Errno.AGENT ? linker.handle(function, given.withErrno()) : null;
    }

    private static MethodHandle recording(
            String name, FfmSignature signature, MethodHandle plain, MethodHandle capturing)
            throws ReflectiveOperationException {
        if (capturing != null && !capturing.type().equals(signature.capturing())) {
            throw new IllegalStateException("a handle that captures errno is a " + capturing.type());
        }
        MethodHandle recording = joined(FfmWrappers.of(name, signature), signature, plain, capturing);
        Status.instrumented(FfmBinding.NAME);
        return recording;
    }

    /** A generated method with the handles that it calls. */
    static MethodHandle joined(
            MethodHandle generated, FfmSignature signature, MethodHandle plain, MethodHandle capturing) {
        MethodHandle joined = signature.errno == FfmSignature.Errno.AGENT
                ? MethodHandles.insertArguments(generated, 0, plain, capturing)
                : MethodHandles.insertArguments(generated, 0, plain);
        return joined.asType(plain.type());
    }
}
