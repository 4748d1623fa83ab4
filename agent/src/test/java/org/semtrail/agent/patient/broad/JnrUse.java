package org.semtrail.agent.patient.broad;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.semtrail.agent.patient.broad.Book.say;
import static org.semtrail.agent.patient.broad.JnrC.C;
import static org.semtrail.agent.patient.broad.JnrC.RUNTIME;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.NativeLong;
import jnr.ffi.Pointer;
import jnr.ffi.Struct;
import jnr.ffi.byref.IntByReference;
import jnr.ffi.byref.PointerByReference;

/** JNR-FFI and JNR-POSIX in all chapters. */
public final class JnrUse {
    /** Of libm. */
    public interface Mathematics {
        double cos(double angle);

        double pow(double base, double exponent);
    }

    private JnrUse() {}

    public static void main(String[] arguments) {
        structures();
        semaphores();
        texts();
        callbacks();
        failures();
        JnrPosix.tell();
        Unloading.tell(JnrPlugin.class, JnrPlugin.class.getName());
    }

    private static void structures() {
        Book.chapter("structures");
        JnrC.Tm time = new JnrC.Tm();
        say("gmtime", () -> C.gmtime_r(new long[] {86_400L * 365}, time) != null);
        say("fields", () -> time.year + " " + time.mon + " " + time.mday + " " + time.zone.get() + " " + time.gmtoff);
        say("timegm", () -> C.timegm(time));
        byte[] text = new byte[32];
        say("strftime", () -> C.strftime(text, 32, "%Y-%m-%d", time) + " " + new String(text, 0, 10, US_ASCII));
        JnrC.UtsName name = new JnrC.UtsName();
        say("uname", () -> C.uname(name) + " " + name.sysname.get() + " " + Struct.size(name));
        JnrC.Both both = new JnrC.Both();
        both.number.set(0x01020304);
        say("union", () -> both.first.get() + " " + Struct.size(both));
        int[] fds = new int[2];
        say("pipe", () -> C.pipe(fds) + " " + (fds[1] > fds[0]));
        say("write", () -> C.write(fds[1], new byte[] {1, 2, 3, 4, 5}, 5));
        JnrC.PollFd[] polled = Struct.arrayOf(RUNTIME, JnrC.PollFd.class, 2);
        polled[0].fd.set(fds[0]);
        polled[0].events.set(1);
        polled[1].fd.set(-1);
        say("poll", () -> C.poll(polled, 2, 0) + " " + polled[0].revents + " " + polled[1].revents);
        byte[] bytes = new byte[3];
        say("read", () -> C.read(fds[0], bytes, 3) + " " + Arrays.toString(bytes));
        ByteBuffer buffer = ByteBuffer.allocateDirect(4);
        say("read", () -> C.read(fds[0], buffer, 4) + " " + buffer.get(0) + " " + buffer.get(1));
        say("close", () -> C.close(fds[0]) + C.close(fds[1]) + C.close(fds[1]) + " errno " + RUNTIME.getLastError());
        IntByReference exponent = new IntByReference();
        say("frexp", () -> C.frexp(12.0, exponent) + " " + exponent.intValue());
        Pointer memory = Memory.allocateDirect(RUNTIME, 16);
        memory.putString(0, "77rest", 16, US_ASCII);
        PointerByReference end = new PointerByReference();
        say("strtol", () -> C.strtol(memory, end, 8) + " " + end.getValue().getString(0));
        say("out of bounds", () -> memory.getInt(14));
        say("variable", () -> C.opterr().get());
        say("numbers", () -> C.labs(new NativeLong(-5)) + " " + C.fabsf(-1.5f) + " " + C.isdigit('7'));
    }

    private static void semaphores() {
        Book.chapter("semaphores");
        int semid = C.semget(0, 2, 0600);
        say("SETVAL", () -> C.semctl(semid, 1, 16, 3) + " " + C.semctl(semid, 1, 12));
        say("semop", () -> C.semop(semid, new byte[] {0, 0, 1, 0, 0, 0}, 1));
        say("would wait", () -> C.semop(semid, new byte[] {0, 0, -9, -1, 0, 8}, 1) + " " + RUNTIME.getLastError());
        say("IPC_RMID", () -> C.semctl(semid, 0, 0));
        say("semop after it", () -> C.semop(semid, new byte[6], 1) + " " + RUNTIME.getLastError());
    }

    private static void texts() {
        Book.chapter("texts");
        say("strlen", () -> C.strlen("häuser") + " " + C.strlen(""));
        Pointer copy = C.strdup("copied");
        say("strdup", () -> copy.getString(0) + " " + C.strlen(copy));
        C.free(copy);
        say("strerror", () -> C.strerror(28));
        byte[] text = new byte[80];
        say("snprintf", () -> C.snprintf(text, 80, "%s %d %.2f", "a", 7, 1.5));
        say("printed", () -> new String(text, 0, 8, US_ASCII));
        say("environment", () -> C.setenv("SEMTRAIL_BROAD", "yes", true) + " " + C.getenv("SEMTRAIL_BROAD"));
        say("nothing", () -> C.getenv("SEMTRAIL_NARROW"));
    }

    private static void callbacks() {
        Book.chapter("callbacks");
        int[] numbers = {5, 3, 9, 1};
        C.qsort(numbers, 4, 4, (a, b) -> Integer.compare(a.getInt(0), b.getInt(0)));
        say("qsort", () -> Arrays.toString(numbers));
        StringBuilder seen = new StringBuilder();
        JnrC.Start start = argument -> {
            seen.append(argument.getInt(0)).append(' ').append(C.semget(0x5e17, 1, 0));
            seen.append(' ').append(RUNTIME.getLastError());
            return argument;
        };
        Pointer argument = Memory.allocateDirect(RUNTIME, 8);
        argument.putInt(0, 42);
        PointerByReference thread = new PointerByReference();
        PointerByReference result = new PointerByReference();
        say("pthread_create", () -> C.pthread_create(thread, null, start, argument));
        say("pthread_join", () -> C.pthread_join(thread.getValue(), result));
        say("result", () -> (result.getValue().address() == argument.address()) + " " + seen);
    }

    private static void failures() {
        Book.chapter("failures");
        say("access", () -> C.access("/no/such/file", EnumSet.of(JnrC.Access.READ)) + " " + RUNTIME.getLastError());
        say("access of /", () -> C.access("/", EnumSet.of(JnrC.Access.READ, JnrC.Access.EXECUTE)));
        RUNTIME.setLastError(77);
        say("errno set", RUNTIME::getLastError);
        say("errno ignored", () -> C.open("/no/such/file", 0) + " " + RUNTIME.getLastError());
        say("set of none", () -> C.semget(0x5e17, 1, 0) + " " + RUNTIME.getLastError());
        say("missing", () -> C.no_such_function(1));
        say(
                "missing library",
                () -> LibraryLoader.create(Mathematics.class).failImmediately().load("semtrail-no-such"));
        Mathematics mathematics = LibraryLoader.create(Mathematics.class).load("m");
        say("pow", () -> mathematics.pow(2, 10) + " " + mathematics.cos(0));
        say("threads", JnrUse::threads);
    }

    /** Each thread has an errno of its own. */
    private static List<String> threads() throws InterruptedException {
        List<String> seen = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean semaphores = i % 2 == 0;
            threads.add(new Thread(() -> {
                for (int round = 0; round < 300; round++) {
                    int result = semaphores ? C.semget(0x5e17, 1, 0) : C.close(-1);
                    String outcome = semaphores + " " + result + " " + RUNTIME.getLastError();
                    synchronized (seen) {
                        if (!seen.contains(outcome)) {
                            seen.add(outcome);
                        }
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return seen.stream().sorted().toList();
    }
}
