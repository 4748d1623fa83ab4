package org.semtrail.agent.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.semtrail.agent.emit.EventKind;
import org.semtrail.agent.emit.Site;

/** One C function: its arguments (a star before those whose memory is read), what it returns when it fails, its event. */
public final class NativeCall {
    /** How a call is met: seldom, or often; and of the frequent ones whether it can block. */
    private enum Pace {
        RARE,
        BLOCKING,
        INSTANT
    }

    private static final Pace RARE = Pace.RARE;
    private static final Pace HOT = Pace.BLOCKING;
    private static final Pace INSTANT = Pace.INSTANT;
    private static final long NULL = 0;
    private static final long MINUS_ONE = -1;

    public static final List<NativeCall> ALL = Collections.unmodifiableList(Arrays.asList(
            row("semget", "sem", EventKind.SEM_GET, RARE, MINUS_ONE, "key", "nsems", "semflg"),
            row("semop", "sem", EventKind.SEM_OPERATION, HOT, MINUS_ONE, "semid", "*sops", "nsops"),
            row("semtimedop", "sem", EventKind.SEM_OPERATION, HOT, MINUS_ONE, "semid", "*sops", "nsops", "*timeout"),
            row("semctl", "sem", EventKind.SEM_CONTROL, RARE, MINUS_ONE, "semid", "semnum", "op", "arg"),
            row("shmget", "shm", EventKind.SHM_GET, RARE, MINUS_ONE, "key", "size", "shmflg"),
            row("shmat", "shm", EventKind.SHM_ATTACH, RARE, MINUS_ONE, "shmid", "shmaddr", "shmflg"),
            row("shmdt", "shm", EventKind.SHM_ATTACH, RARE, MINUS_ONE, "shmaddr"),
            row("shmctl", "shm", EventKind.SHM_CONTROL, RARE, MINUS_ONE, "shmid", "op", "buf"),
            row("msgget", "msg", EventKind.MSG_GET, RARE, MINUS_ONE, "key", "msgflg"),
            row("msgsnd", "msg", EventKind.MSG_TRANSFER, HOT, MINUS_ONE, "msqid", "*msgp", "msgsz", "msgflg"),
            row("msgrcv", "msg", EventKind.MSG_TRANSFER, HOT, MINUS_ONE, "msqid", "msgp", "msgsz", "msgtyp", "msgflg"),
            row("msgctl", "msg", EventKind.MSG_CONTROL, RARE, MINUS_ONE, "msqid", "op", "buf"),
            row("ftok", "sem", EventKind.FTOK, RARE, MINUS_ONE, "*pathname", "proj_id"),
            row("sem_open", "posix", EventKind.POSIX_OPEN, RARE, NULL, "*name", "oflag", "mode", "value"),
            row("sem_close", "posix", EventKind.POSIX_HANDLE, RARE, MINUS_ONE, "sem"),
            row("sem_unlink", "posix", EventKind.POSIX_UNLINK, RARE, MINUS_ONE, "*name"),
            row("sem_init", "posix", EventKind.POSIX_HANDLE, RARE, MINUS_ONE, "sem", "pshared", "value"),
            row("sem_destroy", "posix", EventKind.POSIX_HANDLE, RARE, MINUS_ONE, "sem"),
            row("sem_wait", "posix", EventKind.POSIX_OPERATION, HOT, MINUS_ONE, "sem"),
            row("sem_trywait", "posix", EventKind.POSIX_OPERATION, INSTANT, MINUS_ONE, "sem"),
            row("sem_timedwait", "posix", EventKind.POSIX_OPERATION, HOT, MINUS_ONE, "sem", "*abs_timeout"),
            row("sem_clockwait", "posix", EventKind.POSIX_OPERATION, HOT, MINUS_ONE, "sem", "clockid", "*abs_timeout"),
            row("sem_post", "posix", EventKind.POSIX_OPERATION, INSTANT, MINUS_ONE, "sem"),
            row("sem_getvalue", "posix", EventKind.POSIX_OPERATION, INSTANT, MINUS_ONE, "sem", "sval"),
            row("shm_open", "posix", EventKind.POSIX_OPEN, RARE, MINUS_ONE, "*name", "oflag", "mode"),
            row("shm_unlink", "posix", EventKind.POSIX_UNLINK, RARE, MINUS_ONE, "*name"),
            row("mq_open", "posix", EventKind.POSIX_OPEN, RARE, MINUS_ONE, "*name", "oflag", "mode", "attr"),
            row("mq_close", "posix", EventKind.POSIX_HANDLE, RARE, MINUS_ONE, "mqdes"),
            row("mq_unlink", "posix", EventKind.POSIX_UNLINK, RARE, MINUS_ONE, "*name"),
            row(
                    "mq_send",
                    "posix",
                    EventKind.POSIX_OPERATION,
                    HOT,
                    MINUS_ONE,
                    "mqdes",
                    "msg_ptr",
                    "msg_len",
                    "msg_prio"),
            row(
                    "mq_timedsend",
                    "posix",
                    EventKind.POSIX_OPERATION,
                    HOT,
                    MINUS_ONE,
                    "mqdes",
                    "msg_ptr",
                    "msg_len",
                    "msg_prio",
                    "*abs_timeout"),
            row(
                    "mq_receive",
                    "posix",
                    EventKind.POSIX_OPERATION,
                    HOT,
                    MINUS_ONE,
                    "mqdes",
                    "msg_ptr",
                    "msg_len",
                    "msg_prio"),
            row(
                    "mq_timedreceive",
                    "posix",
                    EventKind.POSIX_OPERATION,
                    HOT,
                    MINUS_ONE,
                    "mqdes",
                    "msg_ptr",
                    "msg_len",
                    "msg_prio",
                    "*abs_timeout")));

    /** Reaches the others by number. */
    public static final String SYSCALL = "syscall";

    public final String symbol;
    public final List<String> parameters;
    private final String family;
    private final EventKind kind;
    private final Pace pace;
    public final long failure;
    private final List<Boolean> memory;

    private NativeCall(String symbol, String family, EventKind kind, Pace pace, long failure, String... parameters) {
        this.symbol = symbol;
        this.family = family;
        this.kind = kind;
        this.pace = pace;
        this.failure = failure;
        List<String> names = new ArrayList<>();
        List<Boolean> isMemory = new ArrayList<>();
        for (String parameter : parameters) {
            isMemory.add(parameter.startsWith("*"));
            names.add(parameter.replace("*", ""));
        }
        this.parameters = Collections.unmodifiableList(names);
        this.memory = isMemory;
    }

    private static NativeCall row(
            String symbol, String family, EventKind kind, Pace pace, long failure, String... parameters) {
        return new NativeCall(symbol, family, kind, pace, failure, parameters);
    }

    /** Null if it is none of ours. */
    public static NativeCall named(String symbol) {
        for (NativeCall call : ALL) {
            if (call.symbol.equals(symbol)) {
                return call;
            }
        }
        return null;
    }

    /** Whether it can never block. */
    public boolean isInstant() {
        return pace == Pace.INSTANT;
    }

    /** Whether it blocks or not by the operations in its second argument; the third says how many there are. */
    public boolean hasOperations() {
        return kind == EventKind.SEM_OPERATION;
    }

    /** Whether an argument points to memory that the event tells of. */
    public boolean isMemory(int parameter) {
        return memory.get(parameter);
    }

    /** What the probe is told about this call through a binding. */
    public Site site(String binding) {
        return builder(binding).site();
    }

    public Site siteViaSyscall(String binding) {
        return builder(binding).viaSyscall(true).site();
    }

    /** As {@link #siteViaSyscall}, where it is not known yet which numbers are called. */
    Site sleepingSiteViaSyscall(String binding) {
        return builder(binding).viaSyscall(true).asleep().site();
    }

    /** As {@link #site}, where Java does not see the result. */
    public Site siteWithoutResult(String binding) {
        return builder(binding).failure(Site.CANNOT_FAIL).site();
    }

    private Site.Builder builder(String binding) {
        Site.Builder builder = new Site.Builder(symbol, binding, kind)
                .family(family)
                .hot(pace != Pace.RARE)
                .failure(failure);
        for (int i = 0; i < memory.size(); i++) {
            if (memory.get(i)) {
                builder.memory(i);
            }
        }
        return builder;
    }
}
