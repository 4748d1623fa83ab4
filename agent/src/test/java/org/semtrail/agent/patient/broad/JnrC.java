package org.semtrail.agent.patient.broad;

import java.nio.ByteBuffer;
import java.util.Set;
import jnr.ffi.LibraryLoader;
import jnr.ffi.NativeLong;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import jnr.ffi.Union;
import jnr.ffi.Variable;
import jnr.ffi.annotations.Delegate;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.byref.IntByReference;
import jnr.ffi.byref.PointerByReference;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import jnr.ffi.util.EnumMapper;

/** Much of the C library through JNR, semaphores among the rest. */
public interface JnrC {
    JnrC C = LibraryLoader.create(JnrC.class).load("c");
    Runtime RUNTIME = Runtime.getRuntime(C);

    /** Of qsort. */
    interface Comparison {
        @Delegate
        int compare(Pointer a, Pointer b);
    }

    /** Of pthread_create. */
    interface Start {
        @Delegate
        Pointer run(Pointer argument);
    }

    /** Of access(2), as a set. */
    enum Access implements EnumMapper.IntegerEnum {
        EXECUTE(1),
        WRITE(2),
        READ(4);

        private final int bit;

        Access(int bit) {
            this.bit = bit;
        }

        @Override
        public int intValue() {
            return bit;
        }
    }

    /** struct tm. */
    final class Tm extends Struct {
        final Signed32 sec = new Signed32();
        final Signed32 min = new Signed32();
        final Signed32 hour = new Signed32();
        final Signed32 mday = new Signed32();
        final Signed32 mon = new Signed32();
        final Signed32 year = new Signed32();
        final Signed32 wday = new Signed32();
        final Signed32 yday = new Signed32();
        final Signed32 isdst = new Signed32();
        final SignedLong gmtoff = new SignedLong();
        final UTF8StringRef zone = new UTF8StringRef();

        public Tm() {
            super(RUNTIME);
        }
    }

    /** struct utsname. */
    final class UtsName extends Struct {
        final UTF8String sysname = new UTF8String(65);
        final UTF8String nodename = new UTF8String(65);
        final UTF8String release = new UTF8String(65);
        final Unsigned8[] rest = array(new Unsigned8[3 * 65]);

        public UtsName() {
            super(RUNTIME);
        }
    }

    /** struct pollfd. */
    final class PollFd extends Struct {
        final Signed32 fd = new Signed32();
        final Signed16 events = new Signed16();
        final Signed16 revents = new Signed16();

        public PollFd(Runtime runtime) {
            super(runtime);
        }
    }

    /** An int and its first byte. */
    final class Both extends Union {
        final Signed32 number = new Signed32();
        final Unsigned8 first = new Unsigned8();

        public Both() {
            super(RUNTIME);
        }
    }

    int abs(int value);

    NativeLong labs(NativeLong value);

    @size_t
    long strlen(String text);

    @size_t
    long strlen(Pointer text);

    Pointer strdup(CharSequence text);

    void free(Pointer memory);

    String strerror(int errno);

    String getenv(String name);

    int setenv(String name, String value, boolean overwrite);

    int snprintf(@Out byte[] text, @size_t long size, String format, Object... arguments);

    long strtol(Pointer text, @Out PointerByReference end, int base);

    double frexp(double value, @Out IntByReference exponent);

    float fabsf(float value);

    boolean isdigit(int character);

    void qsort(@In @Out int[] base, @size_t long count, @size_t long size, Comparison comparison);

    Pointer gmtime_r(@In long[] time, @Out Tm result);

    long timegm(Tm time);

    @size_t
    long strftime(@Out byte[] text, @size_t long size, String format, @In Tm time);

    int uname(@Out UtsName name);

    int poll(@In @Out PollFd[] fds, long count, int timeout);

    int pipe(@Out int[] fds);

    @ssize_t
    long read(int fd, @Out byte[] bytes, @size_t long count);

    @ssize_t
    long read(int fd, @Out ByteBuffer bytes, @size_t long count);

    @ssize_t
    long write(int fd, @In byte[] bytes, @size_t long count);

    int close(int fd);

    int access(String path, Set<Access> mode);

    @IgnoreError
    int open(String path, int flags);

    int pthread_create(@Out PointerByReference thread, Pointer attributes, Start start, Pointer argument);

    int pthread_join(Pointer thread, @Out PointerByReference result);

    Variable<Integer> opterr();

    int no_such_function(int value);

    int semget(int key, int nsems, int semflg);

    int semop(int semid, byte[] operations, @size_t long nsops);

    int semctl(int semid, int number, int command, Object... arguments);
}
