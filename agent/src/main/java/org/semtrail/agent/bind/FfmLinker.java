package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;

/** The JDK's linker, entered behind its check of callers: we ask for handles, but no restricted method is called by us. */
final class FfmLinker {
    private static volatile FfmLinker latest;

    private final Object linker;
    private final MethodHandle link;

    private FfmLinker(Object linker, MethodHandle link) {
        this.linker = linker;
        this.link = link.asFixedArity();
    }

    /** There is one linker in a JVM; its addresses are looked up when it first comes. */
    static FfmLinker of(Object linker, MethodHandle link) throws ReflectiveOperationException {
        FfmLinker known = latest;
        if (known == null || known.linker != linker) {
            known = new FfmLinker(linker, link);
            FfmSymbols.fill(known);
            latest = known;
        }
        return known;
    }

    /** A handle whose first parameter is the function's address. */
    MethodHandle handle(Object function, Object[] options) throws Throwable {
        return (MethodHandle) link.invokeWithArguments(linker, function, options);
    }

    /** 0 if it is not where the linker looks by default. */
    long find(String symbol) throws ReflectiveOperationException {
        return Foreign.find(linker, symbol);
    }
}
