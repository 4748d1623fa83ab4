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
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;

/** What else programs do with FFM, each case printed as it comes out. */
public final class FfmMannersProgram {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final int NO_SET = -5;

    public static void main(String[] arguments) throws Throwable {
        say("a function of no interest", FfmMannersProgram::getpid);
        say("types", FfmMannersProgram::types);
        say("a structure by value, bound", () -> quotient(LINKER.downcallHandle(address("div"), div())));
        say(
                "a structure by value, unbound",
                () -> quotient(LINKER.downcallHandle(div()).bindTo(address("div"))));
        say("a segment without bounds", FfmMannersProgram::withoutBounds);
        say("pointers as numbers", FfmMannersProgram::asNumbers);
        say("another lookup", FfmMannersProgram::anotherLookup);
        say("a union by value", FfmMannersProgram::unionByValue);
        say("no result", FfmMannersProgram::noResult);
        say("a pointer as result", FfmMannersProgram::pointers);
        say("a closed segment", FfmMannersProgram::closed);
        say("a null segment", FfmMannersProgram::nothing);
        say("an address of nothing", FfmMannersProgram::nowhere);
        say("an option twice", FfmMannersProgram::twice);
        say("a heap segment", FfmMannersProgram::heap);
        say("another state in a larger segment", FfmMannersProgram::largerState);
        say("a wrong type", FfmMannersProgram::wrongType);
    }

    private static void say(String what, Callable<?> done) {
        String outcome;
        try {
            outcome = String.valueOf(done.call());
        } catch (Throwable e) {
            StackTraceElement top = e.getStackTrace()[0];
            outcome = e.getClass().getName() + ": " + e.getMessage() + " at " + top.getClassName() + "."
                    + top.getMethodName() + " of " + e.getStackTrace().length + " frames";
        }
        System.out.println(what + ": " + outcome);
    }

    private static MemorySegment address(String name) {
        return LINKER.defaultLookup().find(name).orElseThrow();
    }

    private static MethodHandle semop(Linker.Option... options) {
        return LINKER.downcallHandle(
                address("semop"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG), options);
    }

    private static MemorySegment down(Arena arena) {
        return arena.allocateFrom(JAVA_SHORT, (short) 0, (short) -1, (short) 0);
    }

    private static Object getpid() throws Exception {
        MethodHandle getpid = LINKER.downcallHandle(address("getpid"), FunctionDescriptor.of(JAVA_INT));
        return with(() -> (int) getpid.invokeExact() == ProcessHandle.current().pid());
    }

    private static Object types() {
        return semop().type() + " " + semop(ERRNO).type() + " "
                + LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG))
                        .type();
    }

    private static FunctionDescriptor div() {
        return FunctionDescriptor.of(MemoryLayout.structLayout(JAVA_INT, JAVA_INT), JAVA_INT, JAVA_INT);
    }

    private static Object quotient(MethodHandle div) throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            return with(() -> {
                MemorySegment both = (MemorySegment) div.invokeExact((SegmentAllocator) arena, 17, 5);
                return both.get(JAVA_INT, 0) + " " + both.get(JAVA_INT, 4);
            });
        }
    }

    private static Object withoutBounds() throws Exception {
        MethodHandle semop = semop();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bare = MemorySegment.ofAddress(down(arena).address());
            return with(() -> (int) semop.invokeExact(NO_SET + 1, bare, 1L));
        }
    }

    /** EAGAIN comes after the kernel has read the operations. */
    private static Object asNumbers() throws Exception {
        MethodHandle semget =
                LINKER.downcallHandle(address("semget"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        MethodHandle timed = LINKER.downcallHandle(
                address("semtimedop"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
        try (Arena arena = Arena.ofConfined()) {
            long operation = down(arena).address();
            long timeout = arena.allocateFrom(JAVA_LONG, 0, 20_000_000).address();
            return with(() -> {
                int semid = (int) semget.invokeExact(0, 1, 0600);
                return (int) timed.invokeExact(semid, operation, 1L, timeout);
            });
        }
    }

    private static Object anotherLookup() throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = SymbolLookup.libraryLookup("libc.so.6", arena)
                    .find("msgget")
                    .orElseThrow();
            MethodHandle msgget = LINKER.downcallHandle(found, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
            return with(() -> (int) msgget.invokeExact(0x5e17, 0600));
        }
    }

    private static Object unionByValue() throws Exception {
        MemoryLayout semun = MemoryLayout.unionLayout(JAVA_INT, ADDRESS);
        MethodHandle semctl = LINKER.downcallHandle(
                address("semctl"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, semun),
                Linker.Option.firstVariadicArg(3));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(semun);
            value.set(JAVA_INT, 0, 7);
            return with(() -> (int) semctl.invokeExact(NO_SET, 0, Scenario.SETVAL, value));
        }
    }

    private static Object noResult() throws Exception {
        MethodHandle shmdt = LINKER.downcallHandle(address("shmdt"), FunctionDescriptor.ofVoid(ADDRESS), ERRNO);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            return with(() -> {
                shmdt.invokeExact(state, MemorySegment.NULL);
                return state.get(JAVA_INT, 0);
            });
        }
    }

    private static Object pointers() throws Exception {
        MethodHandle shmget = LINKER.downcallHandle(
                address("shmget"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));
        MethodHandle shmat =
                LINKER.downcallHandle(address("shmat"), FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
        MethodHandle shmdt = LINKER.downcallHandle(address("shmdt"), FunctionDescriptor.of(JAVA_INT, ADDRESS));
        return with(() -> {
            int shmid = (int) shmget.invokeExact(0, 4096L, 0600);
            MemorySegment at = (MemorySegment) shmat.invokeExact(shmid, MemorySegment.NULL, 0);
            MemorySegment failed = (MemorySegment) shmat.invokeExact(-1, MemorySegment.NULL, 0);
            return (at.address() != 0) + " " + failed.address() + " " + (int) shmdt.invokeExact(at);
        });
    }

    private static Object closed() throws Exception {
        MemorySegment operation;
        try (Arena arena = Arena.ofConfined()) {
            operation = down(arena);
        }
        MethodHandle semop = semop();
        return with(() -> (int) semop.invokeExact(NO_SET, operation, 1L));
    }

    private static Object nothing() throws Exception {
        MethodHandle semop = semop(ERRNO);
        return with(() -> (int) semop.invokeExact((MemorySegment) null, NO_SET, (MemorySegment) null, 1L));
    }

    private static Object nowhere() {
        return LINKER.downcallHandle(MemorySegment.NULL, FunctionDescriptor.ofVoid());
    }

    private static Object twice() {
        return semop(ERRNO, ERRNO);
    }

    private static Object heap() throws Exception {
        MethodHandle semop = semop();
        MemorySegment onHeap = MemorySegment.ofArray(new byte[6]);
        return with(() -> {
            try {
                return (int) semop.invokeExact(NO_SET, onHeap, 1L);
            } catch (IllegalArgumentException e) {
                return e.getMessage().replaceAll("@\\w+", "");
            }
        });
    }

    private static Object largerState() throws Exception {
        MethodHandle semop = semop(ERRNO);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(64, 8);
            return with(
                    () -> (int) semop.invokeExact(state, NO_SET - 1, down(arena), 1L) + " " + state.get(JAVA_INT, 0));
        }
    }

    private static Object wrongType() throws Exception {
        MethodHandle semop = semop();
        return with(() -> (long) semop.invokeExact(1L));
    }

    /** Calls of handles throw whatever there is. */
    private interface Native {
        Object call() throws Throwable;
    }

    private static Object with(Native call) throws Exception {
        try {
            return call.call();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
