package org.semtrail.agent.emit;

/** The kinds of events that a call can become. */
public enum EventKind {
    SEM_GET,
    SEM_OPERATION,
    SEM_CONTROL,
    SHM_GET,
    SHM_ATTACH,
    SHM_CONTROL,
    MSG_GET,
    MSG_TRANSFER,
    MSG_CONTROL,
    FTOK,
    POSIX_OPEN,
    POSIX_UNLINK,
    POSIX_HANDLE,
    POSIX_OPERATION,
    JNI_CALL;

    /** Successful hot operations below this are counted only; see {@link SuccessThreshold}. */
    long slowNanos = Settings.DEFAULT_SLOW_NANOS;

    /** Whether the first argument is the id or handle of an object. */
    boolean takesObject() {
        return this != SEM_GET
                && this != SHM_GET
                && this != MSG_GET
                && this != FTOK
                && this != POSIX_OPEN
                && this != POSIX_UNLINK;
    }

    /** "SemGet". */
    String eventName() {
        return event().getClass().getSimpleName();
    }

    /** A switch, not a constructor reference in each row: those would load every event class at once. */
    CallEvent event() {
        switch (this) {
            case SEM_GET:
                return new SemGet();
            case SEM_OPERATION:
                return new SemOperation();
            case SEM_CONTROL:
                return new SemControl();
            case SHM_GET:
                return new ShmGet();
            case SHM_ATTACH:
                return new ShmAttach();
            case SHM_CONTROL:
                return new ShmControl();
            case MSG_GET:
                return new MsgGet();
            case MSG_TRANSFER:
                return new MsgTransfer();
            case MSG_CONTROL:
                return new MsgControl();
            case FTOK:
                return new Ftok();
            case POSIX_OPEN:
                return new PosixOpen();
            case POSIX_UNLINK:
                return new PosixUnlink();
            case POSIX_HANDLE:
                return new PosixHandle();
            case POSIX_OPERATION:
                return new PosixOperation();
            default:
                return new JniCall();
        }
    }
}
