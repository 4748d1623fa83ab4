package org.semtrail.capture.jfr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.JvmEvent.Ftok;
import org.semtrail.capture.jfr.JvmEvent.IpcUsage;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.JvmInformation;
import org.semtrail.capture.jfr.JvmEvent.MsgControl;
import org.semtrail.capture.jfr.JvmEvent.MsgGet;
import org.semtrail.capture.jfr.JvmEvent.MsgTransfer;
import org.semtrail.capture.jfr.JvmEvent.PosixHandle;
import org.semtrail.capture.jfr.JvmEvent.PosixOpen;
import org.semtrail.capture.jfr.JvmEvent.PosixOperation;
import org.semtrail.capture.jfr.JvmEvent.PosixUnlink;
import org.semtrail.capture.jfr.JvmEvent.Retold;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.JvmEvent.ShmAttach;
import org.semtrail.capture.jfr.JvmEvent.ShmControl;
import org.semtrail.capture.jfr.JvmEvent.ShmGet;

/**
 * One kind of event of the agent: a row for each.
 *
 * @param name after {@link #PREFIX}
 * @param decode makes the record of it
 */
record EventKind(String name, Function<EventFields, JvmEvent> decode) {
    static final String PREFIX = "org.semtrail.";

    static final List<EventKind> ALL = List.of(
            new EventKind(
                    "SemGet",
                    e -> new SemGet(call(e), e.int32("key"), e.int32("nsems"), e.int32("semflg"), e.int32("semid"))),
            new EventKind(
                    "SemOperation",
                    e -> new SemOperation(
                            call(e),
                            e.int32("semid"),
                            e.int32("nsops"),
                            e.text("operations"),
                            e.number("timeoutNanos"))),
            new EventKind(
                    "SemControl",
                    e -> new SemControl(
                            call(e),
                            e.int32("semid"),
                            e.int32("semnum"),
                            word(e, "command"),
                            e.int32("commandNumber"),
                            e.number("argument"))),
            new EventKind(
                    "ShmGet",
                    e -> new ShmGet(call(e), e.int32("key"), e.number("size"), e.int32("shmflg"), e.int32("shmid"))),
            new EventKind(
                    "ShmAttach", e -> new ShmAttach(call(e), e.int32("shmid"), e.number("address"), e.int32("shmflg"))),
            new EventKind(
                    "ShmControl",
                    e -> new ShmControl(call(e), e.int32("shmid"), word(e, "command"), e.int32("commandNumber"))),
            new EventKind("MsgGet", e -> new MsgGet(call(e), e.int32("key"), e.int32("msgflg"), e.int32("msqid"))),
            new EventKind(
                    "MsgTransfer",
                    e -> new MsgTransfer(
                            call(e), e.int32("msqid"), e.number("size"), e.number("type"), e.int32("msgflg"))),
            new EventKind(
                    "MsgControl",
                    e -> new MsgControl(call(e), e.int32("msqid"), word(e, "command"), e.int32("commandNumber"))),
            new EventKind("Ftok", e -> new Ftok(call(e), e.text("path"), e.int32("projectId"), e.int32("key"))),
            new EventKind(
                    "PosixOpen",
                    e -> new PosixOpen(
                            call(e),
                            e.text("name"),
                            e.int32("oflag"),
                            e.int32("mode"),
                            e.int32("value"),
                            e.number("handle"))),
            new EventKind("PosixUnlink", e -> new PosixUnlink(call(e), e.text("name"))),
            new EventKind(
                    "PosixHandle", e -> new PosixHandle(call(e), e.number("handle"), e.text("name"), e.int32("value"))),
            new EventKind(
                    "PosixOperation",
                    e -> new PosixOperation(
                            call(e), e.number("handle"), e.text("name"), e.number("size"), e.number("timeoutNanos"))),
            new EventKind("JniCall", e -> new JniCall(call(e), word(e, "method"), word(e, "function"))),
            new EventKind("IpcUsage", EventKind::usage),
            new EventKind("LiveObject", EventKind::retold),
            new EventKind("AgentStatus", EventKind::status));

    /** The one event of the JDK that is read; not ours, and not always there. */
    private static final EventKind OF_JDK = new EventKind("jdk.JVMInformation", EventKind::information);

    private static final Pattern VERSION = Pattern.compile("\\((\\d[\\w.+-]*)");

    static Optional<EventKind> of(String eventType) {
        if (eventType.equals(OF_JDK.name())) {
            return Optional.of(OF_JDK);
        }
        return eventType.startsWith(PREFIX)
                ? ALL.stream()
                        .filter(k -> k.name().length() + PREFIX.length() == eventType.length()
                                && eventType.endsWith(k.name()))
                        .findFirst()
                : Optional.empty();
    }

    private static JvmCall call(EventFields e) {
        int errno = e.int32("errno");
        boolean known = e.flag("errnoKnown");
        return new JvmCall(
                e.start(),
                e.duration(),
                word(e, "call"),
                word(e, "binding"),
                e.flag("viaSyscall"),
                e.number("result"),
                e.flag("failed"),
                known ? errno : null,
                e.flag("virtualThread"),
                e.thread(),
                e.stack());
    }

    private static IpcUsage usage(EventFields e) {
        return new IpcUsage(
                e.start(),
                word(e, "call"),
                word(e, "binding"),
                e.number("object"),
                word(e, "kind"),
                e.int32("errno"),
                e.number("count"),
                e.number("timed"),
                e.number("totalNanos"),
                e.number("maxNanos"),
                word(e, "histogram"));
    }

    /** The event that the call was, as far as it is told again. */
    private static Retold retold(EventFields e) {
        long made = e.number("made");
        JvmCall call = new JvmCall(
                Instant.ofEpochSecond(made / 1_000_000_000, made % 1_000_000_000),
                Duration.ofNanos(e.number("nanos")),
                word(e, "call"),
                word(e, "binding"),
                e.flag("viaSyscall"),
                e.number("object"),
                false,
                0,
                e.flag("virtualThread"),
                new JvmThread(word(e, "threadName"), Math.max(0, e.number("threadId")), 0),
                e.stackText("stack"));
        JniCall nativeCall = new JniCall(call, word(e, "method"), word(e, "function"));
        int key = e.int32("key");
        int flags = e.int32("flags");
        long size = e.number("size");
        return new Retold(
                e.start(),
                switch (word(e, "event")) {
                    case "SemGet" -> new SemGet(call, key, (int) size, flags, e.int32("object"));
                    case "ShmGet" -> new ShmGet(call, key, size, flags, e.int32("object"));
                    case "MsgGet" -> new MsgGet(call, key, flags, e.int32("object"));
                    default -> nativeCall;
                },
                e.number("stackNumber"));
    }

    private static JvmInformation information(EventFields e) {
        Matcher version = VERSION.matcher(e.textIfThere("jvmVersion"));
        String command = e.textIfThere("javaArguments").strip();
        return new JvmInformation(e.start(), command.split("\\s", 2)[0], version.find() ? version.group(1) : "");
    }

    static AgentStatus status(EventFields e) {
        return new AgentStatus(
                e.start(),
                word(e, "version"),
                word(e, "options"),
                e.flag("lateAttach"),
                word(e, "instrumented"),
                word(e, "blind"),
                e.number("dropped"),
                e.number("suppressed"),
                e.number("failures"),
                word(e, "lastFailure"),
                word(e, "recording"),
                e.int32("pid"),
                e.number("startTicks"),
                e.number("ipcNs"),
                e.number("pidNs"),
                word(e, "bootId"),
                e.textIfThere("mainClass"),
                e.textIfThere("javaVersion"),
                e.textIfThere("user"),
                e.textIfThere("cgroup"));
    }

    /** A text that is empty where the event has none. */
    private static String word(EventFields e, String field) {
        String text = e.text(field);
        return text == null ? "" : text;
    }
}
