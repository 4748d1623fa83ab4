package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.semtrail.agent.emit.Status;

/** One handle that somebody asks the linker for: makes the one that records in its place. */
final class FfmRequest {
    private final FfmLinker linker;
    private final Object function;
    private final Object[] options;
    private final FfmSignature signature;

    FfmRequest(FfmLinker linker, Object function, Object[] options, FfmSignature signature) {
        this.linker = linker;
        this.function = function;
        this.options = options;
        this.signature = signature;
    }

    /** For a function of ours; {@code plain} calls it, as far as it is bound to the address {@code symbol}. */
    MethodHandle bound(String name, MethodHandle plain, Object symbol) throws Throwable {
        if (!signature.looksLikeOurs()) {
            Status.blind("an FFM handle of " + name + ": it is declared as " + function);
            return plain;
        }
        boolean captures = signature.errno == FfmSignature.Errno.AGENT;
        return recording(name, plain, captures ? capturing().bindTo(symbol) : null);
    }

    /** The same where the address comes with each call. */
    MethodHandle unbound(String name, MethodHandle plain) throws Throwable {
        boolean captures = signature.errno == FfmSignature.Errno.AGENT;
        return recording(name, plain, captures ? capturing() : null);
    }

    private MethodHandle capturing() throws Throwable {
        return linker.handle(function, Foreign.withErrno(options));
    }

    private MethodHandle recording(String name, MethodHandle plain, MethodHandle capturing) throws Throwable {
        if (capturing != null && !capturing.type().equals(signature.capturing())) {
            throw new IllegalStateException("a handle that captures errno is a " + capturing.type());
        }
        MethodHandle generated = FfmWrappers.of(name, signature);
        MethodHandle recording = capturing == null
                ? MethodHandles.insertArguments(generated, 0, plain)
                : MethodHandles.insertArguments(generated, 0, plain, capturing);
        Status.instrumented(FfmBinding.NAME);
        return recording.asType(plain.type());
    }
}
