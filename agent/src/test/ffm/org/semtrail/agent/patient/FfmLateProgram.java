package org.semtrail.agent.patient;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Makes a handle, waits for a line of input, in which time an agent may come, makes another, and uses both. */
public final class FfmLateProgram {
    public static void main(String[] arguments) throws Throwable {
        MethodHandle early = handle("semget", JAVA_INT, JAVA_INT, JAVA_INT);
        call("early", early, 1);
        awaitLine();
        call("early", early, 2);
        call("late", handle("semget", JAVA_INT, JAVA_INT, JAVA_INT), 3);
    }

    private static MethodHandle handle(String name, java.lang.foreign.MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(JAVA_INT, parameters));
    }

    private static void call(String which, MethodHandle semget, int key) throws Throwable {
        System.out.println(which + ": " + (int) semget.invokeExact(key, 1, 0600));
    }

    private static void awaitLine() throws IOException {
        int read = System.in.read();
        while (read != '\n' && read != -1) {
            read = System.in.read();
        }
    }
}
