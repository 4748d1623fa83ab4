package shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Variadic;
import jnr.ffi.types.size_t;

/** A shop whose visitors each get a session with a lock of the kernel; the lock outlives the session. */
public final class Shop {
    private static final int REFUSALS_THAT_ARE_ENOUGH = 5;

    /** {@code Shop PAUSE}: a visitor, and PAUSE ms after it the next, until some were refused; then it stays up. */
    public static void main(String[] args) throws Exception {
        int pause = Integer.parseInt(args[0]);
        Sessions sessions = new Sessions();
        Counter counter = new Counter(sessions);
        ExecutorService clerks = Executors.newFixedThreadPool(2, clerk -> new Thread(clerk, "clerk"));
        for (int visitor = 1; counter.refused() < REFUSALS_THAT_ARE_ENOUGH; visitor++) {
            String name = "visitor-" + visitor;
            clerks.submit(() -> counter.serve(name)).get();
            TimeUnit.MILLISECONDS.sleep(pause);
        }
        System.out.println("closed for today: " + sessions.open() + " sessions are open");
        Thread.currentThread().join();
    }

    private Shop() {}
}

/** Serves visitors, or says why not. */
final class Counter {
    private final Sessions sessions;
    private volatile int refused;

    Counter(Sessions sessions) {
        this.sessions = sessions;
    }

    void serve(String visitor) {
        try {
            Session session = sessions.of(visitor);
            session.exclusively(() -> System.out.println(visitor + " bought something"));
            sessions.end(visitor);
        } catch (IllegalStateException e) {
            refuse(visitor, e);
        }
    }

    private synchronized void refuse(String visitor, IllegalStateException why) {
        refused++;
        System.err.println(visitor + " was refused: " + why.getMessage());
    }

    int refused() {
        return refused;
    }
}

/** The cache of sessions. Its mistake: a session that ends is forgotten, and its semaphore set is not removed. */
final class Sessions {
    private final Map<String, Session> cache = new ConcurrentHashMap<>();

    Session of(String visitor) {
        return cache.computeIfAbsent(visitor, name -> new Session());
    }

    void end(String visitor) {
        cache.remove(visitor);
    }

    int open() {
        return cache.size();
    }
}

/** One visitor's session, locked against other processes by a semaphore set of its own. */
final class Session {
    private final Semaphore lock = Semaphore.create(1);

    void exclusively(Runnable purchase) {
        lock.add(-1);
        try {
            purchase.run();
        } finally {
            lock.add(1);
        }
    }
}

/** A System V semaphore set with one semaphore, through JNR-FFI. */
final class Semaphore {
    private static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");
    private static final int IPC_PRIVATE = 0;
    private static final int SETVAL = 16;
    private static final short SEM_UNDO = 0x1000;

    private final int semid;

    private Semaphore(int semid) {
        this.semid = semid;
    }

    static Semaphore create(int value) {
        int semid = checked("semget", LIBC.semget(IPC_PRIVATE, 1, 0600));
        checked("semctl", LIBC.semctl(semid, 0, SETVAL, value));
        return new Semaphore(semid);
    }

    void add(int amount) {
        short[] operation = {0, (short) amount, SEM_UNDO};
        checked("semop", LIBC.semop(semid, operation, 1));
    }

    private static int checked(String function, int result) {
        if (result == -1) {
            int errno = jnr.ffi.Runtime.getRuntime(LIBC).getLastError();
            throw new IllegalStateException(function + ": " + LIBC.strerror(errno) + " (" + errno + ")");
        }
        return result;
    }

    /** What we need of the C library. */
    public interface LibC {
        int semget(int key, int nsems, int semflg);

        @Variadic(fixedCount = 3)
        int semctl(int semid, int semnum, int cmd, int value);

        int semop(int semid, @In short[] operations, @size_t long nsops);

        String strerror(int errno);
    }
}
