package org.semtrail.agent.patient.broad;

import com.sun.jna.Callback;
import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Union;
import com.sun.jna.WString;
import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.Buffer;

/** Much of the C library through JNA, semaphores among the rest. */
public interface JnaC extends Library {
    JnaC C = Native.load("c", JnaC.class);

    /** Of qsort and bsearch. */
    interface Comparison extends Callback {
        int compare(Pointer a, Pointer b);
    }

    /** Of pthread_create. */
    interface Start extends Callback {
        Pointer run(Pointer argument);
    }

    /** struct tm. */
    @Structure.FieldOrder({"sec", "min", "hour", "mday", "mon", "year", "wday", "yday", "isdst", "gmtoff", "zone"})
    class Tm extends Structure {
        public int sec;
        public int min;
        public int hour;
        public int mday;
        public int mon;
        public int year;
        public int wday;
        public int yday;
        public int isdst;
        public NativeLong gmtoff;
        public String zone;
    }

    /** div_t. */
    @Structure.FieldOrder({"quot", "rem"})
    class Div extends Structure {
        public int quot;
        public int rem;

        /** As C returns it. */
        public static class ByValue extends Div implements Structure.ByValue {}
    }

    /** struct utsname. */
    @Structure.FieldOrder({"sysname", "nodename", "release", "version", "machine", "domainname"})
    class UtsName extends Structure {
        public byte[] sysname = new byte[65];
        public byte[] nodename = new byte[65];
        public byte[] release = new byte[65];
        public byte[] version = new byte[65];
        public byte[] machine = new byte[65];
        public byte[] domainname = new byte[65];
    }

    /** struct iovec. */
    @Structure.FieldOrder({"base", "length"})
    class IoVec extends Structure {
        public Pointer base;
        public NativeLong length;
    }

    /** struct pollfd. */
    @Structure.FieldOrder({"fd", "events", "revents"})
    class PollFd extends Structure {
        public int fd;
        public short events;
        public short revents;
    }

    /** union semun. */
    class SemUn extends Union {
        public int val;
        public Pointer array;

        /** As C passes it. */
        public static class ByValue extends SemUn implements Structure.ByValue {}
    }

    Div.ByValue div(int numerator, int denominator);

    Tm gmtime_r(NativeLong[] time, Tm result);

    Tm gmtime_r(long[] time, Tm result);

    NativeLong timegm(Tm time);

    NativeLong strftime(byte[] text, NativeLong size, String format, Tm time);

    int uname(UtsName name);

    NativeLong writev(int fd, IoVec[] pieces, int count);

    NativeLong read(int fd, byte[] bytes, NativeLong count);

    NativeLong read(int fd, Buffer bytes, NativeLong count);

    NativeLong write(int fd, byte[] bytes, NativeLong count);

    int pipe(int[] fds);

    int close(int fd);

    int poll(PollFd[] fds, NativeLong count, int timeout);

    void qsort(int[] base, NativeLong count, NativeLong size, Comparison comparison);

    Pointer bsearch(Pointer key, Pointer base, NativeLong count, NativeLong size, Comparison comparison);

    int pthread_create(PointerByReference thread, Pointer attributes, Start start, Pointer argument);

    int pthread_join(Pointer thread, PointerByReference result);

    NativeLong strlen(String text);

    NativeLong strlen(Pointer text);

    Pointer strdup(String text);

    void free(Pointer memory);

    String strerror(int errno);

    NativeLong wcslen(WString text);

    int snprintf(byte[] text, NativeLong size, String format, Object... arguments);

    NativeLong strtol(String text, PointerByReference end, int base);

    double frexp(double value, IntByReference exponent);

    double modf(double value, DoubleByReference whole);

    int abs(int value);

    int open(String path, int flags, Object... mode) throws LastErrorException;

    int access(String path, int mode);

    int execvp(String file, String[] arguments);

    int setenv(String name, String value, boolean overwrite);

    String getenv(String name);

    int getpagesize();

    int no_such_function(int value);

    int semget(int key, int nsems, int semflg);

    int semop(int semid, byte[] operations, NativeLong nsops);

    int semctl(int semid, int number, int command, SemUn.ByValue argument);

    int semctl(int semid, int number, int command, Object... arguments);
}
