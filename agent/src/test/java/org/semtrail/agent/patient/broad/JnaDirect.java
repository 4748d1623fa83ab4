package org.semtrail.agent.patient.broad;

import static org.semtrail.agent.patient.broad.Book.say;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Native methods that JNA links, semaphores among the rest. */
final class JnaDirect {
    /** Static ones, and such of objects. */
    static class C {
        static {
            Native.register("c");
        }

        static native int abs(int value);

        static native JnaC.Div.ByValue div(int numerator, int denominator);

        static native NativeLong strlen(String text);

        static native NativeLong timegm(JnaC.Tm time);

        static native JnaC.Tm gmtime_r(long[] time, JnaC.Tm result);

        static native void qsort(int[] base, NativeLong count, NativeLong size, JnaC.Comparison comparison);

        static native Pointer memcpy(byte[] to, ByteBuffer from, long count);

        static native boolean isdigit(int character);

        static native double frexp(double value, IntByReference exponent);

        static native float strtof(String text, Pointer end);

        static native String strerror(int errno);

        static native int close(int fd) throws LastErrorException;

        native int access(String path, int mode);

        synchronized native int semget(int key, int nsems, int semflg);

        static native int semctl(int semid, int number, int command, JnaC.SemUn argument);

        static native int semctl(int semid, int number, int command, long argument);
    }

    /** Has a method that the library has not. */
    static final class Missing {
        static {
            Native.register("c");
        }

        private Missing() {}

        static native int semgett(int key);
    }

    private JnaDirect() {}

    static void tell() {
        Book.chapter("direct");
        say("abs", () -> C.abs(-4));
        say("div", () -> C.div(17, 5).rem);
        say("strlen", () -> C.strlen("häuser"));
        JnaC.Tm time = new JnaC.Tm();
        say("time", () -> C.gmtime_r(new long[] {86_400L * 366}, time).year + " " + C.timegm(time));
        int[] numbers = {3, 1, 2};
        C.qsort(numbers, new NativeLong(3), new NativeLong(4), (a, b) -> b.getInt(0) - a.getInt(0));
        say("qsort", () -> Arrays.toString(numbers));
        byte[] bytes = new byte[3];
        say("memcpy", () -> C.memcpy(bytes, ByteBuffer.wrap(new byte[] {1, 2, 3}), 3) != null);
        say("isdigit", () -> C.isdigit('1') + " " + C.isdigit('x'));
        say("strtof", () -> C.strtof("2.5", null));
        say("strerror", () -> C.strerror(28));
        say("close", () -> C.close(-1));
        C object = new C();
        say("access", () -> object.access("/no/such/file", 0) + " " + Native.getLastError());
        say("semget", () -> object.semget(0x5e17, 1, 0) + " " + Native.getLastError());
        int semid = object.semget(0, 1, 0600);
        say("SETVAL", () -> C.semctl(semid, 0, 16, 5L) + " " + C.semctl(semid, 0, 12, 0L));
        say("IPC_RMID", () -> C.semctl(semid, 0, 0, (JnaC.SemUn) null));
        say("missing", () -> Missing.semgett(1));
        registration();
    }

    private static void registration() {
        say("registered", () -> Native.registered(C.class) + " " + Native.registered(JnaDirect.class));
        Native.unregister(C.class);
        say("unregistered", () -> Native.registered(C.class));
        say("gone", () -> C.abs(-1));
        say("semget gone", () -> {
            try {
                return new C().semget(1, 1, 0);
            } catch (UnsatisfiedLinkError e) {
                return "no link";
            }
        });
        Native.register(C.class, "c");
        say("again", () -> C.abs(-1) + " " + new C().semget(0x5e17, 1, 0) + " " + Native.getLastError());
    }
}
