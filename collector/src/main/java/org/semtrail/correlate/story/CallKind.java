package org.semtrail.correlate.story;

import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.MsgControl;
import org.semtrail.capture.jfr.JvmEvent.MsgGet;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.PosixOpen;
import org.semtrail.capture.jfr.JvmEvent.PosixUnlink;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.ShmAttach;
import org.semtrail.capture.jfr.JvmEvent.ShmControl;
import org.semtrail.capture.jfr.JvmEvent.ShmGet;
import org.semtrail.correlate.story.Moment.Kind;
import org.semtrail.correlate.story.Moment.Severity;

/** What a recorded call was in the story: a making, a removal, a failure, and how bad. */
final class CallKind {
    private static final int IPC_PRIVATE = 0;
    private static final int IPC_CREAT = 01000;
    private static final int IPC_EXCL = 02000;
    private static final String REMOVAL = "IPC_RMID";

    private CallKind() {}

    static Kind of(OfCall call) {
        if (call.call().failed()) {
            return Kind.FAILURE;
        }
        Kind kind = removes(call) ? Kind.REMOVE : makes(call) ? Kind.CREATE : null;
        if (kind != null) {
            return kind;
        }
        return call instanceof ShmAttach
                ? Kind.ATTACH
                : canWait(call) && call.call().duration().toMillis() >= 1 ? Kind.WAIT : Kind.CALL;
    }

    /** Who finds, looks at or sets an object waits for nobody, however long it takes on a busy machine. */
    private static boolean canWait(OfCall call) {
        boolean finds = call instanceof SemGet || call instanceof ShmGet || call instanceof MsgGet;
        boolean controls = call instanceof SemControl || call instanceof ShmControl || call instanceof MsgControl;
        return !finds && !controls;
    }

    private static boolean makes(OfCall call) {
        return makes(call, false) || call instanceof PosixOpen || call instanceof JniCall;
    }

    /** @param certainly whether it is asked for those that only can have made an object, not found it */
    private static boolean makes(OfCall call, boolean certainly) {
        if (call instanceof SemGet g) {
            return makes(g.key(), g.semflg(), certainly);
        }
        if (call instanceof ShmGet g) {
            return makes(g.key(), g.shmflg(), certainly);
        }
        return call instanceof MsgGet g && makes(g.key(), g.msgflg(), certainly);
    }

    private static boolean makes(int key, int flags, boolean certainly) {
        boolean asked = (flags & IPC_CREAT) != 0 && (!certainly || (flags & IPC_EXCL) != 0);
        return key == IPC_PRIVATE || asked;
    }

    /** Whether a call that gave an object may have made it or found it: it has a key, and did not insist (semget(2)). */
    static boolean madeOrFound(OfCall call) {
        return !call.call().failed() && makes(call, false) && !makes(call, true);
    }

    private static boolean removes(OfCall call) {
        return (call instanceof SemControl c && c.command().equals(REMOVAL))
                || (call instanceof ShmControl s && s.command().equals(REMOVAL))
                || (call instanceof MsgControl m && m.command().equals(REMOVAL))
                || call instanceof PosixUnlink;
    }

    /** @param errno null where it did not fail */
    static Severity severity(String errno) {
        if (errno == null || errno.equals("EAGAIN") || errno.equals("EEXIST") || errno.equals("ENOENT")) {
            return Severity.NOTE;
        }
        return errno.equals("ENOSPC") || errno.equals("EIDRM") ? Severity.CRITICAL : Severity.WARNING;
    }
}
