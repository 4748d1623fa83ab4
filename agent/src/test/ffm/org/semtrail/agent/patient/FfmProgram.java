package org.semtrail.agent.patient;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/** Through FFM, in the way that the property ffm names; all end in handles of the same types. */
public final class FfmProgram extends Scenario {
    private static final String WAY = System.getProperty("ffm", "capturing");
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Arena ARENA = Arena.ofShared();
    private static final MemorySegment STATE = ARENA.allocate(Linker.Option.captureStateLayout());
    private static final int NO_VARIADIC = -1;

    private static final MethodHandle SEMGET = handle("semget", 64, NO_VARIADIC, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SEMOP = handle("semop", 65, NO_VARIADIC, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle SEMTIMEDOP =
            handle("semtimedop", 220, NO_VARIADIC, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle SEMCTL = handle("semctl", 66, 3, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);

    public static void main(String[] arguments) {
        new FfmProgram().run();
    }

    private static MethodHandle handle(String name, int number, int firstVariadic, MemoryLayout... parameters) {
        FunctionDescriptor function = FunctionDescriptor.of(JAVA_INT, parameters);
        List<Linker.Option> options = new ArrayList<>();
        if (firstVariadic != NO_VARIADIC && !WAY.equals("syscall")) {
            options.add(Linker.Option.firstVariadicArg(firstVariadic));
        }
        MemorySegment address = address(name);
        return switch (WAY) {
            case "capturing" -> {
                options.add(Linker.Option.captureCallState("errno"));
                yield bind(LINKER.downcallHandle(address, function, array(options)), STATE);
            }
            case "unbound" -> {
                options.add(Linker.Option.captureCallState("errno"));
                yield bind(LINKER.downcallHandle(function, array(options)), address, STATE);
            }
            case "unbound-plain" -> bind(LINKER.downcallHandle(function, array(options)), address);
            case "critical" -> {
                options.add(Linker.Option.critical(true));
                yield LINKER.downcallHandle(address, function, array(options));
            }
            case "syscall" -> {
                options.add(Linker.Option.firstVariadicArg(1));
                options.add(Linker.Option.captureCallState("errno"));
                FunctionDescriptor syscall =
                        FunctionDescriptor.of(JAVA_LONG, parameters).insertArgumentLayouts(0, JAVA_LONG);
                MethodHandle handle = LINKER.downcallHandle(address("syscall"), syscall, array(options));
                MethodHandle bound = bind(handle, STATE, (long) number);
                yield MethodHandles.explicitCastArguments(bound, bound.type().changeReturnType(int.class));
            }
            default -> LINKER.downcallHandle(address, function, array(options));
        };
    }

    private static MethodHandle bind(MethodHandle handle, Object... first) {
        return MethodHandles.insertArguments(handle, 0, first);
    }

    private static MemorySegment address(String name) {
        return LINKER.defaultLookup().find(name).orElseThrow();
    }

    private static Linker.Option[] array(List<Linker.Option> options) {
        return options.toArray(Linker.Option[]::new);
    }

    /** On the heap where that is allowed. */
    private static MemorySegment segment(Arena arena, byte[] bytes) {
        MemorySegment heap = MemorySegment.ofArray(bytes);
        return WAY.equals("critical")
                ? heap
                : arena.allocate(bytes.length, Long.BYTES).copyFrom(heap);
    }

    private static MemorySegment operation(Arena arena, int number, int operation, int flags) {
        return segment(arena, Bytes.sembuf(number, operation, flags));
    }

    @Override
    int semget(int key, int nsems, int semflg) {
        try {
            return (int) SEMGET.invokeExact(key, nsems, semflg);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    int semop(int semid, int number, int operation, int flags) {
        try (Arena call = Arena.ofConfined()) {
            return (int) SEMOP.invokeExact(semid, operation(call, number, operation, flags), 1L);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    int semtimedop(int semid, int number, int operation, int flags, long nanos) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment timeout = segment(call, Bytes.timespec(nanos));
            return (int) SEMTIMEDOP.invokeExact(semid, operation(call, number, operation, flags), 1L, timeout);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    int semctl(int semid, int number, int command, int value) {
        try {
            return (int) SEMCTL.invokeExact(semid, number, command, value);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** 0 where the program does not ask. */
    @Override
    int errno() {
        return STATE.get(JAVA_INT, 0);
    }

    /** The structures of sys/sem.h and time.h. */
    private static final class Bytes {
        static byte[] sembuf(int number, int operation, int flags) {
            return java.nio.ByteBuffer.allocate(6)
                    .order(java.nio.ByteOrder.nativeOrder())
                    .putShort((short) number)
                    .putShort((short) operation)
                    .putShort((short) flags)
                    .array();
        }

        static byte[] timespec(long nanos) {
            return java.nio.ByteBuffer.allocate(16)
                    .order(java.nio.ByteOrder.nativeOrder())
                    .putLong(0)
                    .putLong(nanos)
                    .array();
        }
    }
}
