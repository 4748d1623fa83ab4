package desk;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Variadic;
import jnr.ffi.types.size_t;
import org.apache.tomcat.jni.Lock;
import org.apache.tomcat.jni.Pool;

/** Gives each order a number: one at a time by an APR mutex, and counted again by a semaphore of JNR-FFI. */
@WebServlet("/order")
@SuppressWarnings("deprecation") // Lock: Tomcat 9 is the last one that has it
public final class Desk extends HttpServlet {
    private static final long serialVersionUID = 1;

    private static final int IPC_PRIVATE = 0;
    private static final int IPC_RMID = 0;
    private static final int GETVAL = 12;

    private transient LibC libc;
    private long pool;
    private long mutex;
    private int counted;
    private int number;

    @Override
    public void init() throws ServletException {
        libc = LibraryLoader.create(LibC.class).load("c");
        counted = libc.semget(IPC_PRIVATE, 1, 0600);
        pool = Pool.create(0);
        try {
            mutex = Lock.create(null, Lock.APR_LOCK_SYSVSEM, pool);
        } catch (Exception e) {
            throw new ServletException(e);
        }
        take();
    }

    /** Answers with the number, the second count, whom it is for, and the kind of thread that served it. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String kind = Thread.currentThread().toString().startsWith("VirtualThread") ? "virtual" : "platform";
        response.setContentType("text/plain");
        response.getWriter().println(take() + " " + request.getParameter("for") + " " + kind);
    }

    /**
     * The next number, and the count. A virtual thread that waits in C keeps its carrier. If the one that has the mutex
     * gave its own up, for a Java lock or to load a class, all carriers might wait for it. So nothing here does, and the
     * first number is taken before there are requests.
     */
    private String take() {
        short[] one = {0, 1, 0};
        Lock.lock(mutex);
        int next = ++number;
        libc.semop(counted, one, 1);
        int count = libc.semctl(counted, 0, GETVAL, 0);
        Lock.unlock(mutex);
        return next + " " + count;
    }

    @Override
    public void destroy() {
        libc.semctl(counted, 0, IPC_RMID, 0);
        Pool.destroy(pool);
    }

    /** What we need of the C library. */
    public interface LibC {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, @In short[] operations, @size_t long nsops);

        @Variadic(fixedCount = 3)
        int semctl(int semid, int semnum, int cmd, int value);
    }
}
