package org.semtrail.agent.patient;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Through FFM, with errno captured by the program. */
public final class FfmProgram extends Scenario {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MethodHandle SEMGET = handle("semget", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SEMOP = handle("semop", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle SEMTIMEDOP = handle("semtimedop", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle SEMCTL = LINKER.downcallHandle(
            LINKER.defaultLookup().find("semctl").orElseThrow(),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            ERRNO,
            Linker.Option.firstVariadicArg(3));

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());

    public static void main(String[] arguments) {
        new FfmProgram().run();
    }

    private static MethodHandle handle(String name, MemoryLayout... parameters) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(JAVA_INT, parameters), ERRNO);
    }

    @Override
    int semget(int key, int nsems, int semflg) {
        try {
            return (int) SEMGET.invokeExact(state, key, nsems, semflg);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    int semop(int semid, int number, int operation, int flags) {
        try (Arena call = Arena.ofConfined()) {
            return (int) SEMOP.invokeExact(state, semid, operation(call, number, operation, flags), 1L);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    int semtimedop(int semid, int number, int operation, int flags, long nanos) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment timeout = call.allocateFrom(JAVA_LONG, 0, nanos);
            return (int)
                    SEMTIMEDOP.invokeExact(state, semid, operation(call, number, operation, flags), 1L, timeout);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static MemorySegment operation(Arena arena, int number, int operation, int flags) {
        return arena.allocateFrom(JAVA_SHORT, (short) number, (short) operation, (short) flags);
    }

    @Override
    int semctl(int semid, int number, int command, int value) {
        try {
            return (int) SEMCTL.invokeExact(state, semid, number, command, value);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    int errno() {
        return state.get(JAVA_INT, 0);
    }
}
