package org.semtrail.correlate.story;

import java.util.Locale;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.JvmCall;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.MsgControl;
import org.semtrail.capture.jfr.JvmEvent.MsgGet;
import org.semtrail.capture.jfr.JvmEvent.MsgTransfer;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.OfSet;
import org.semtrail.capture.jfr.JvmEvent.PosixHandle;
import org.semtrail.capture.jfr.JvmEvent.PosixOpen;
import org.semtrail.capture.jfr.JvmEvent.PosixOperation;
import org.semtrail.capture.jfr.JvmEvent.PosixUnlink;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.JvmEvent.ShmAttach;
import org.semtrail.capture.jfr.JvmEvent.ShmControl;
import org.semtrail.capture.jfr.JvmEvent.ShmGet;

/** Recorded calls in the words of C, and what they were made on. */
final class CallWords {
    private static final int IPC_PRIVATE = 0;
    private static final int IPC_CREAT = 01000;
    private static final int O_CREAT = 0100;

    private CallWords() {}

    /** {@code semget(IPC_PRIVATE, 1, 0600) = 5, by thread "clerk"}. */
    static String of(OfCall event) {
        JvmCall call = event.call();
        return event.called() + "(" + arguments(event) + ") = " + outcome(call)
                + (call.duration().toMillis() >= 10
                        ? ", after " + seconds(call.duration().toNanos())
                        : "") + ", by "
                + call.thread()
                + (CallKind.madeOrFound(event) ? "; made or found: it has a key and did not ask for IPC_EXCL" : "");
    }

    /** The call and what it was asked to do, where it can do one thing or another: {@code semctl IPC_RMID}. */
    static String name(OfCall event) {
        return event.called() + asked(event);
    }

    private static String asked(OfCall event) {
        if (event instanceof SemControl c) {
            return " " + c.command();
        }
        if (event instanceof ShmControl c) {
            return " " + c.command();
        }
        if (event instanceof MsgControl c) {
            return " " + c.command();
        }
        if (event instanceof PosixOpen p) {
            return (p.oflag() & O_CREAT) == 0 ? " of an existing name" : " O_CREAT";
        }
        boolean finds = (event instanceof SemGet s && finds(s.key(), s.semflg()))
                || (event instanceof ShmGet h && finds(h.key(), h.shmflg()))
                || (event instanceof MsgGet m && finds(m.key(), m.msgflg()));
        return finds ? " of an existing key" : CallKind.madeOrFound(event) ? ", made or found" : "";
    }

    private static boolean finds(int key, int flags) {
        return key != IPC_PRIVATE && (flags & IPC_CREAT) == 0;
    }

    private static String arguments(OfCall event) {
        if (event instanceof SemGet g) {
            return key(g.key()) + ", " + g.nsems() + ", 0" + Integer.toOctalString(g.semflg());
        }
        if (event instanceof SemOperation o) {
            return o.semid() + ", {" + (o.operations() == null ? o.nsops() + " operations" : o.operations()) + "}"
                    + (o.timeoutNanos() < 0 ? "" : ", within " + seconds(o.timeoutNanos()));
        }
        if (event instanceof SemControl c) {
            return c.semid() + ", " + c.semnum() + ", " + c.command()
                    + (c.command().equals("SETVAL") ? ", " + c.argument() : "");
        }
        if (event instanceof ShmGet g) {
            return key(g.key()) + ", " + g.size() + ", 0" + Integer.toOctalString(g.shmflg());
        }
        if (event instanceof ShmControl c) {
            return c.shmid() + ", " + c.command();
        }
        if (event instanceof MsgGet g) {
            return key(g.key()) + ", 0" + Integer.toOctalString(g.msgflg());
        }
        if (event instanceof MsgControl c) {
            return c.msqid() + ", " + c.command();
        }
        return event instanceof PosixOpen p ? "\"" + p.name() + "\"" : String.valueOf(object(event));
    }

    private static String outcome(JvmCall call) {
        return call.failed()
                ? call.result() + " " + (call.errno() == null ? "errno not known" : Errno.describe(call.errno()))
                : Long.toString(call.result());
    }

    /** "sem 5", "shm 7", "posix /name"; null where it was made on none, or on one that is not known. */
    static String object(OfCall event) {
        if (event instanceof OfSet s) {
            return s.semid() < 0 ? null : "sem " + s.semid();
        }
        if (event instanceof ShmGet g) {
            return numbered("shm", g.shmid());
        }
        if (event instanceof ShmAttach a) {
            return numbered("shm", a.shmid());
        }
        if (event instanceof ShmControl c) {
            return numbered("shm", c.shmid());
        }
        if (event instanceof MsgGet g) {
            return numbered("msg", g.msqid());
        }
        if (event instanceof MsgTransfer t) {
            return numbered("msg", t.msqid());
        }
        if (event instanceof MsgControl c) {
            return numbered("msg", c.msqid());
        }
        if (event instanceof JniCall j) {
            return j.method();
        }
        return posix(event);
    }

    private static String posix(OfCall event) {
        if (event instanceof PosixOpen p) {
            return "posix " + p.name();
        }
        if (event instanceof PosixUnlink p) {
            return "posix " + p.name();
        }
        if (event instanceof PosixHandle p) {
            return p.name() == null ? null : "posix " + p.name();
        }
        return event instanceof PosixOperation p && p.name() != null ? "posix " + p.name() : null;
    }

    private static String numbered(String kind, int id) {
        return id < 0 ? null : kind + " " + id;
    }

    private static String key(int key) {
        return key == 0 ? "IPC_PRIVATE" : String.format("0x%08x", key);
    }

    static String errno(JvmCall call) {
        if (!call.failed()) {
            return null;
        }
        return call.errno() == null ? "unknown" : errno(call.errno());
    }

    static String errno(int number) {
        return Errno.of(number).map(Enum::name).orElse("errno " + number);
    }

    static String seconds(long nanos) {
        return nanos < 1_000_000
                ? nanos / 1_000 + " us"
                : nanos < 1_000_000_000 ? nanos / 1_000_000 + " ms" : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
