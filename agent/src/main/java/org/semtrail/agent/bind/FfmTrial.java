package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;
import org.semtrail.agent.emit.Failures;

/**
 * Tries the whole way of a call on getpid(2), before the first handle is replaced: the JDK's linker behind its check, errno
 * captured for us, a generated method around. One call must give the result that it gives without, and be told once.
 */
final class FfmTrial implements Trial {
    /** Of the JVM, shared with the other bindings. */
    private static Once ofJvm;

    private static Once ofLinker;

    private static int entered;
    private static int left;
    private static long told;

    private final FfmLinker linker;

    private FfmTrial(FfmLinker linker) {
        this.linker = linker;
    }

    static synchronized void after(Once trialOfJvm) {
        ofJvm = trialOfJvm;
    }

    /** Whether handles may be replaced; the first to ask makes the trial. */
    static synchronized boolean passes(FfmLinker linker) {
        if (ofLinker == null) {
            ofLinker = new Once(new FfmTrial(linker));
        }
        return ofJvm.passes() && ofLinker.passes();
    }

    @Override
    public String failure() {
        try {
            Object address = Foreign.segment(linker.find("getpid"));
            Object function = Foreign.function("JAVA_INT");
            MethodHandle plain = linker.handle(function, ForeignOptions.none()).bindTo(address);
            ForeignOptions none = new ForeignOptions(ForeignOptions.none());
            FfmSignature signature = new FfmSignature(plain.type(), true, function, none);
            WrappedMethod wrapped = WrappedMethod.silent(signature.generated().toMethodDescriptorString());
            MethodHandle recording = FfmRequest.joined(
                    FfmWrappers.make("getpid", signature, wrapped, FfmTrial.class),
                    signature,
                    plain,
                    linker.handle(function, none.withErrno()).bindTo(address));
            return failure((Integer) plain.invokeWithArguments(), (Integer) recording.invokeWithArguments());
        } catch (Throwable t) {
            Failures.count(t);
            return "calls through FFM cannot be watched in this JVM: " + t;
        }
    }

    private static String failure(int without, int with) {
        boolean isRight = with == without && told == without && entered == 1 && left == 1;
        return isRight
                ? null
                : "a call of getpid through FFM gave " + with + " instead of " + without + ", was begun " + entered
                        + " times and ended " + left + " times with " + told;
    }

    /** In place of the probe's: that a call begins. */
    static long enter(int site) {
        entered++;
        return 1;
    }

    /** In place of the probe's: that a call has ended. */
    static void leave(
            int site,
            long start,
            long result,
            int errno,
            long a0,
            long a1,
            long a2,
            long a3,
            long a4,
            Object first,
            Object second) {
        left++;
        told = result;
    }

    static void thrown(
            Throwable failure,
            int site,
            long start,
            long a0,
            long a1,
            long a2,
            long a3,
            long a4,
            Object first,
            Object second) {
        Failures.count(failure);
    }

    static void failed(Throwable failure, long start) {
        Failures.count(failure);
    }
}
