package org.semtrail.agent.bench;

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

/** Through the foreign function interface of JDK 22 and later. */
public final class FfmPair extends SemaphorePair {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SEMGET = handle("semget", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SEMOP = handle("semop", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle SEMCTL = handle("semctl", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MemorySegment UP = operation((short) 1);
    private static final MemorySegment DOWN = operation((short) -1);

    private static MethodHandle handle(String name, MemoryLayout... parameters) {
        MemorySegment address = LINKER.defaultLookup().find(name).orElseThrow();
        return LINKER.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, parameters));
    }

    private static MemorySegment operation(short value) {
        MemorySegment operation = Arena.global().allocate(SEMBUF, Short.BYTES);
        operation.set(JAVA_SHORT, SEM_OP, value);
        return operation;
    }

    @Override
    public int raise(int semid) {
        return semop(semid, UP);
    }

    @Override
    public int lower(int semid) {
        return semop(semid, DOWN);
    }

    private static int semop(int semid, MemorySegment operation) {
        try {
            return (int) SEMOP.invokeExact(semid, operation, 1L);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
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
    int semctl(int semid, int semnum, int command) {
        try {
            return (int) SEMCTL.invokeExact(semid, semnum, command);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
