package org.semtrail.agent.patient.broad;

import static org.semtrail.agent.patient.broad.Book.say;
import static org.semtrail.agent.patient.broad.JnaC.C;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** errno, exceptions, and libraries that come and go. */
final class JnaFailures {
    /** Of libm. */
    public interface Mathematics extends Library {
        double cos(double angle);

        double pow(double base, double exponent);
    }

    /** Of libz, if it is there. */
    public interface Compression extends Library {
        int semget(int key);

        int crc32(int crc, byte[] bytes, int length);
    }

    private JnaFailures() {}

    static void tell() {
        Book.chapter("failures");
        say("access", () -> C.access("/no/such/file", 0) + " " + Native.getLastError());
        say("errno stays", () -> C.abs(-3) + " " + Native.getLastError());
        Native.setLastError(77);
        say("errno set", Native::getLastError);
        say("set of none", () -> C.semget(0x5e17, 1, 0) + " " + Native.getLastError());
        say("open", () -> C.open("/no/such/file", 0));
        say("missing", () -> C.no_such_function(1));
        say("missing library", () -> Native.load("semtrail-no-such", Mathematics.class));
        say("too many", () -> Function.getFunction("c", "abs").invokeInt(new Object[300]));
        say("unsupported", () -> Function.getFunction("c", "abs").invoke(StringBuilder.class, new Object[] {1}));
        say("of another type", () -> Function.getFunction("c", "semget").invokeLong(new Object[] {0x5e17, 1, 0}) < 0);
        say("nothing wanted", () -> {
            Function.getFunction("c", "semget").invokeVoid(new Object[] {0x5e17, 1, 0});
            return Native.getLastError();
        });
        threads();
        libraries();
    }

    /** Each thread has an errno of its own. */
    private static void threads() {
        List<String> seen = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean semaphores = i % 2 == 0;
            threads.add(new Thread(() -> {
                for (int round = 0; round < 300; round++) {
                    int result = semaphores ? C.semget(0x5e17, 1, 0) : C.close(-1);
                    String outcome = semaphores + " " + result + " " + Native.getLastError();
                    synchronized (seen) {
                        if (!seen.contains(outcome)) {
                            seen.add(outcome);
                        }
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        say("threads", () -> {
            for (Thread thread : threads) {
                thread.join();
            }
            return seen.stream().sorted().toList();
        });
    }

    private static void libraries() {
        Book.chapter("libraries");
        Mathematics mathematics = Native.load("m", Mathematics.class);
        say("pow", () -> mathematics.pow(2, 10) + " " + mathematics.cos(0));
        NativeLibrary library = NativeLibrary.getInstance("m");
        say("same", () -> library == NativeLibrary.getInstance("m"));
        say(
                "other options",
                () -> library == NativeLibrary.getInstance("m", Map.of(Library.OPTION_STRING_ENCODING, "ISO-8859-1")));
        say("function", () -> library.getFunction("cos").invokeDouble(new Object[] {0.0}));
        say("name", () -> library.getName() + " " + library.getFunction("cos").getName());
        say("variable", () -> NativeLibrary.getInstance("c").getGlobalVariableAddress("environ") != null);
        say("no variable", () -> library.getGlobalVariableAddress("semtrail_none"));
        say(
                "process",
                () -> NativeLibrary.getProcess().getFunction("getpagesize").invokeInt(new Object[0])
                        == C.getpagesize());
        library.close();
        say("after close", () -> library.getFunction("sin").getName());
        say("again", () -> NativeLibrary.getInstance("m").getFunction("sin").invokeDouble(new Object[] {0.0}));
        compression();
    }

    private static void compression() {
        say("libz", () -> {
            Compression z = Native.load("z", Compression.class);
            return z.crc32(0, new byte[] {1, 2, 3}, 3);
        });
        say("libz has no semaphores", () -> Native.load("z", Compression.class).semget(1));
    }
}
