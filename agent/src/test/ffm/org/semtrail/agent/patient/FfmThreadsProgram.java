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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code FfmThreadsProgram virtual|platform THREADS ROUNDS}: all at once on the same handles, with failures of three kinds. */
public final class FfmThreadsProgram {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SEMGET = LINKER.downcallHandle(
            address("semget"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.captureCallState("errno"));
    private static final MethodHandle SEMOP = handle("semop", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle SHMDT = handle("shmdt", ADDRESS);
    private static final int E2BIG_OPERATIONS = 100_000;
    private static final AtomicInteger WRONG = new AtomicInteger();

    public static void main(String[] arguments) throws InterruptedException {
        Thread.Builder builder = arguments[0].equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform();
        int rounds = Integer.parseInt(arguments[2]);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            threads.add(builder.start(() -> fail(rounds)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("wrong: " + WRONG);
    }

    private static void fail(int rounds) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            MemorySegment operation = arena.allocate(6, 2);
            for (int i = 0; i < rounds; i++) {
                expect(-1, (int) SEMGET.invokeExact(state, Scenario.KEY, 1, 0600));
                expect(2, state.get(JAVA_INT, 0));
                expect(-1, (int) SEMOP.invokeExact(0, operation, (long) E2BIG_OPERATIONS));
                expect(-1, (int) SHMDT.invokeExact(MemorySegment.ofAddress(1)));
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void expect(int wanted, int got) {
        WRONG.addAndGet(wanted == got ? 0 : 1);
    }

    private static MethodHandle handle(String name, MemoryLayout... parameters) {
        return LINKER.downcallHandle(address(name), FunctionDescriptor.of(JAVA_INT, parameters));
    }

    private static MemorySegment address(String name) {
        return LINKER.defaultLookup().find(name).orElseThrow();
    }
}
