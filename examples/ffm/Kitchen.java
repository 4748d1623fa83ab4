package kitchen;

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
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/** A kitchen: waiters count orders into a semaphore, cooks wait for them; until somebody removes the semaphore. */
public final class Kitchen {
    private static final int ORDERS = 0;

    /** {@code Kitchen PAUSE}: an order every PAUSE ms until it fails; then it stays up, as a server does. */
    public static void main(String[] args) throws InterruptedException {
        int pause = Integer.parseInt(args[0]);
        Semaphores orders = Semaphores.create(1);
        Thread cook = new Thread(() -> cook(orders), "cook");
        Thread waiter = new Thread(() -> order(orders, pause), "waiter");
        cook.start();
        waiter.start();
        cook.join();
        waiter.join();
        System.out.println("the kitchen stands still");
        Thread.currentThread().join();
    }

    private static void cook(Semaphores orders) {
        try {
            while (true) {
                orders.add(ORDERS, -1);
            }
        } catch (IllegalStateException e) {
            System.err.println("cook: " + e.getMessage());
        }
    }

    private static void order(Semaphores orders, int pause) {
        try {
            while (true) {
                orders.add(ORDERS, 1);
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        } catch (IllegalStateException | InterruptedException e) {
            System.err.println("waiter: " + e.getMessage());
        }
    }

    private Kitchen() {}
}

/** The house-keeping of another team: the famous one-liner in Java. It removes every semaphore set there is. */
final class Cleaner {
    public static void main(String[] args) {
        int removed = 0;
        int highest = Semaphores.highestIndex();
        for (int index = 0; index <= highest; index++) {
            int semid = Semaphores.atIndex(index);
            if (semid != -1) {
                sweep(semid);
                removed++;
            }
        }
        System.out.println("cleaner: removed " + removed + " old semaphore sets");
    }

    private static void sweep(int semid) {
        new Semaphores(semid).remove();
    }

    private Cleaner() {}
}

/** A System V semaphore set, through the Foreign Function & Memory API. */
final class Semaphores {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_FIELD =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SEMGET = handle("semget", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SEMOP = handle("semop", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle SEMCTL = LINKER.downcallHandle(
            LINKER.defaultLookup().find("semctl").orElseThrow(),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS),
            ERRNO,
            Linker.Option.firstVariadicArg(3));
    private static final int IPC_PRIVATE = 0;
    private static final int IPC_RMID = 0;
    private static final int SEM_STAT = 18;
    private static final int SEM_INFO = 19;
    private static final int SIZE_OF_ANSWER = 128;

    private final int semid;

    Semaphores(int semid) {
        this.semid = semid;
    }

    static Semaphores create(int nsems) {
        return new Semaphores(checked("semget", errno -> (int) SEMGET.invokeExact(errno, IPC_PRIVATE, nsems, 0600)));
    }

    /** The highest index of the kernel's table that is in use. */
    static int highestIndex() {
        return ask(0, SEM_INFO);
    }

    /** The semid at an index of the kernel's table, or -1 if none is there. */
    static int atIndex(int index) {
        return ask(index, SEM_STAT);
    }

    private static int ask(int index, int command) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
            return (int) SEMCTL.invokeExact(errno, index, 0, command, arena.allocate(SIZE_OF_ANSWER, 8));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    void add(int semnum, int amount) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment operation = arena.allocateFrom(JAVA_SHORT, (short) semnum, (short) amount, (short) 0);
            checked("semop", errno -> (int) SEMOP.invokeExact(errno, semid, operation, 1L));
        }
    }

    void remove() {
        checked("semctl", errno -> (int) SEMCTL.invokeExact(errno, semid, 0, IPC_RMID, MemorySegment.NULL));
    }

    private static MethodHandle handle(String function, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(function).orElseThrow(), FunctionDescriptor.of(JAVA_INT, arguments), ERRNO);
    }

    private static int checked(String function, Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
            int result = call.with(errno);
            if (result == -1) {
                throw new IllegalStateException(function + ": errno " + (int) ERRNO_FIELD.get(errno, 0L));
            }
            return result;
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** One call of C that leaves its errno in a segment. */
    private interface Call {
        int with(MemorySegment errno) throws Throwable;
    }
}
