package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;

/**
 * Finds functions that are in the process, but not where the linker looks by default: sem_wait and its like were in libpthread,
 * mq_open and shm_open in librt before glibc 2.34. The JVM's own library has both loaded.
 */
final class ProcessSymbols {
    /** RTLD_DEFAULT of dlfcn.h. */
    private static final long EVERYWHERE = 0;

    private final MethodHandle dlsym;

    ProcessSymbols(FfmLinker linker) throws Throwable {
        Object function = Foreign.function("JAVA_LONG", "JAVA_LONG", "ADDRESS");
        dlsym = linker.handle(function, ForeignOptions.none()).bindTo(Foreign.segment(linker.find("dlsym")));
    }

    /** 0 if it is nowhere. */
    long find(String symbol) throws Throwable {
        return (Long) dlsym.invokeWithArguments(EVERYWHERE, Foreign.text(symbol));
    }
}
