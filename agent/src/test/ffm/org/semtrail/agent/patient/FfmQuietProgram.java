package org.semtrail.agent.patient;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Uses FFM, bound and unbound, and no IPC. */
public final class FfmQuietProgram {
    public static void main(String[] arguments) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle getpid = linker.downcallHandle(
                linker.defaultLookup().find("getpid").orElseThrow(), FunctionDescriptor.of(JAVA_INT));
        MethodHandle ofText = linker.downcallHandle(FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            long length = (long)
                    ofText.invokeExact(linker.defaultLookup().find("strlen").orElseThrow(), arena.allocateFrom("four"));
            System.out.println(
                    ((int) getpid.invokeExact() == ProcessHandle.current().pid()) + " " + length);
        }
    }
}
