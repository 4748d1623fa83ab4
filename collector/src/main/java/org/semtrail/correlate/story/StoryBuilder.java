package org.semtrail.correlate.story;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.semtrail.capture.jfr.JvmEvent;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.JvmEvent.IpcUsage;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.Retold;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
import org.semtrail.capture.jfr.JvmStack;
import org.semtrail.capture.jfr.RecordingPass;
import org.semtrail.capture.jfr.RecordingPass.Outcome;
import org.semtrail.capture.jfr.RecordingPass.Part;
import org.semtrail.correlate.JvmCalls;
import org.semtrail.correlate.JvmHistory;
import org.semtrail.correlate.story.Lives.Gone;
import org.semtrail.correlate.story.Lives.Id;
import org.semtrail.correlate.story.Lives.Made;
import org.semtrail.correlate.story.Moment.Kind;
import org.semtrail.correlate.story.Moment.Severity;

/** Takes events of JVMs one by one, in any order, and keeps what the story needs. Everything that it keeps is bounded. */
public final class StoryBuilder implements RecordingPass.Listener {
    private static final int IPC_CREAT = 01000;
    private static final int MAX_SITES = 5_000;
    private static final String NO_OBJECT = "none";

    /** Calls whose every failure is an event of its own. */
    private static final Pattern TOLD_EACH = Pattern.compile("(get|ctl|_open|_unlink)$");

    private static final int MAX_USED = 200_000;
    private static final int MAX_SECONDS = 50_000;

    final Asked asked;
    final Shelf shelf = new Shelf(60);
    final Activity activity = new Activity(20_000);
    final Stacks stacks = new Stacks();
    final Lives lives = new Lives();
    final Waits waits = new Waits();
    final Tide made = new Tide();
    final Map<String, JvmLine> jvms = new LinkedHashMap<>();
    final Map<List<Object>, Site> sites = new LinkedHashMap<>();
    final Map<List<Object>, Trouble> troubles = new LinkedHashMap<>();
    final Map<String, Take> taken = new LinkedHashMap<>();
    private final Map<Id, Boolean> used = new HashMap<>();
    private final Map<Object, long[]> told = new HashMap<>();
    private final Function<AgentStatus, JvmLine.Home> homes;
    private final Places places = new Places();
    private String source = "";

    /** What time is asked for, in milliseconds since 1970. */
    public record Asked(long fromMs, long toMs) {
        public static final Asked ALL = new Asked(Long.MIN_VALUE, Long.MAX_VALUE);

        boolean has(long ms) {
            return ms >= fromMs && ms <= toMs;
        }
    }

    /** A semaphore that was taken and, as far as is told, not given back by the same JVM. */
    record Take(JvmLine jvm, Id id, int semnum, SemOperation operation, boolean undo) {}

    /** @param homes what is known of a JVM's process, by what its agent says of it */
    public StoryBuilder(Asked asked, Function<AgentStatus, JvmLine.Home> homes) {
        this.asked = asked;
        this.homes = homes;
    }

    /** What follows is told by this source. */
    public void from(String sourceId) {
        source = sourceId;
    }

    @Override
    public void event(Part part, AgentStatus status, JvmEvent event) {
        JvmLine jvm = line(part, status);
        if (event instanceof Retold retold) {
            retold(jvm, retold);
        } else if (event instanceof AgentStatus s) {
            status(jvm, s);
        } else if (event instanceof IpcUsage usage) {
            usage(jvm, usage);
        } else if (event instanceof OfCall call) {
            call(jvm, call);
        }
    }

    @Override
    public void ended(Part part, AgentStatus status, Outcome outcome) {
        if (status != null || outcome.events() > 0) {
            line(part, status).ended(part, outcome);
        }
    }

    private JvmLine line(Part part, AgentStatus s) {
        String key = s == null
                ? "jvm-of-" + part.file().getFileName()
                : "jvm-" + s.pid() + "-" + s.startTicks() + (s.bootId().isEmpty() ? "" : "-" + boot(s));
        return jvms.computeIfAbsent(
                key, k -> new JvmLine(k, part.file().toString(), s == null ? JvmLine.Home.UNKNOWN : homes.apply(s)));
    }

    private static String boot(AgentStatus s) {
        return s.bootId().substring(0, Math.min(8, s.bootId().length()));
    }

    private void status(JvmLine jvm, AgentStatus s) {
        if (jvm.status == null || !s.at().isBefore(jvm.status.at())) {
            boolean lost = jvm.status != null && s.dropped() > jvm.status.dropped();
            jvm.status = s;
            if (lost || s.dropped() > 0) {
                gap(jvm, s, s.dropped() + " events were dropped by the agent of " + jvm.label());
            }
        }
        offer(
                "start " + jvm.key,
                Kind.START,
                Severity.NOTE,
                jvm,
                s.at().toEpochMilli(),
                0,
                "agent " + s.version() + " speaks: " + jvm.label() + (s.lateAttach() ? ", attached late" : ""));
    }

    private void gap(JvmLine jvm, AgentStatus s, String text) {
        offer("gap " + jvm.key, Kind.GAP, Severity.WARNING, jvm, s.at().toEpochMilli(), s.dropped(), text);
    }

    private void offer(String group, Kind kind, Severity severity, JvmLine jvm, long at, long weight, String text) {
        String from = source;
        if (asked.has(at)) {
            shelf.offer(
                    group,
                    at,
                    weight,
                    () -> new Moment(
                            at, null, kind, severity, jvm.key, null, null, null, text, JvmStack.NONE, from, 1));
        }
    }

    /** Told again at the beginning of a chunk, for the chunk that told it first may have expired. */
    private void retold(JvmLine jvm, Retold retold) {
        if (retold.original() instanceof SemGet get
                && JvmHistory.isCreation(get)
                && lives.isUnknown(id(jvm, get.semid()), get)) {
            made(jvm, get);
        }
    }

    private void call(JvmLine jvm, OfCall call) {
        long at = call.at().toEpochMilli();
        if (call.call().failed()) {
            failed(jvm, call, at);
        } else if (call instanceof SemGet get && JvmHistory.isCreation(get)) {
            if (lives.isUnknown(id(jvm, get.semid()), get)) {
                made(jvm, get);
            }
        } else if (call instanceof SemGet found) {
            use(id(jvm, found.semid()));
        } else if (call instanceof SemControl control && control.command().equals("IPC_RMID")) {
            removed(jvm, control);
        } else if (call instanceof SemOperation operation) {
            operated(jvm, operation);
        } else if (call instanceof JniCall jni && JvmCalls.mayMake(jni)) {
            mayHaveMade(jvm, jni);
        }
        if (asked.has(at)) {
            count(jvm, call, at);
            show(jvm, call, at);
        }
    }

    private Id id(JvmLine jvm, int semid) {
        return new Id(jvm.status == null ? 0 : jvm.status.ipcNs(), semid);
    }

    private void made(JvmLine jvm, SemGet get) {
        Made m = new Made(id(jvm, get.semid()), jvm.key, get);
        Gone gone = lives.made(m);
        jvm.created++;
        use(m.id());
        made.add(m.atMs(), 1);
        Site site = site(jvm, get);
        site.made++;
        site.at(m.atMs());
        if (gone != null) {
            site.removed++;
            made.add(gone.atMs(), -1);
        }
    }

    private void mayHaveMade(JvmLine jvm, JniCall call) {
        Site site = site(jvm, call);
        if (site.maybe.size() < MAX_SECONDS) {
            site.maybe.merge(call.call().end().getEpochSecond(), 1, Integer::sum);
            site.at(call.at().toEpochMilli());
        }
    }

    private void removed(JvmLine jvm, SemControl control) {
        jvm.removed++;
        Gone gone = new Gone(jvm.key, control);
        Made m = lives.removed(id(jvm, control.semid()), gone);
        if (m != null) {
            made.add(gone.atMs(), -1);
            site(jvms.get(m.jvm()), m.get()).removed++;
        }
    }

    private Site site(JvmLine jvm, OfCall call) {
        List<Object> key = List.of(jvm.key, places.of(call).number());
        if (sites.size() >= MAX_SITES && !sites.containsKey(key)) {
            key = List.of(jvm.key, "other");
        }
        return sites.computeIfAbsent(key, k -> new Site(jvm, call));
    }

    private void use(Id id) {
        if (used.size() < MAX_USED) {
            used.put(id, Boolean.TRUE);
        }
    }

    private void failed(JvmLine jvm, OfCall call, long at) {
        jvm.failed++;
        String errno = CallWords.errno(call.call());
        String object = CallWords.object(call);
        boolean ofSet = call instanceof JvmEvent.OfSet set && set.semid() >= 0;
        boolean known = ofSet && used.containsKey(id(jvm, ((JvmEvent.OfSet) call).semid()));
        List<Object> key = List.of(
                jvm.key, call.called(), errno, "" + object, places.of(call).name());
        if (troubles.size() >= MAX_SITES && !troubles.containsKey(key)) {
            key = List.of(jvm.key, call.called(), errno, "other");
        }
        if (ofSet && errno.equals("EIDRM")) {
            use(id(jvm, ((JvmEvent.OfSet) call).semid()));
        }
        Trouble t = troubles.computeIfAbsent(key, k -> new Trouble(jvm, call, object, errno, known));
        // It fails when it ends, which may be long after it began.
        long ended = call.call().end().toEpochMilli();
        t.count++;
        t.firstMs = Math.min(t.firstMs, ended);
        t.lastMs = Math.max(t.lastMs, ended);
        boolean makes = call instanceof SemGet || (call instanceof JniCall jni && JvmCalls.mayMake(jni));
        if (makes && errno.equals("ENOSPC")) {
            Site site = site(jvm, call);
            site.refused++;
            site.at(at);
        }
    }

    private void operated(JvmLine jvm, SemOperation operation) {
        Id id = id(jvm, operation.semid());
        use(id);
        jvm.waitedNanos += operation.call().duration().toNanos();
        waits.took(id, jvm, operation);
        Holds.update(taken, jvm, id, operation);
    }

    private void usage(JvmLine jvm, IpcUsage u) {
        long at = u.at().toEpochMilli();
        if (u.kind().equals("sem") && u.errno() == 0 && u.count() > 0) {
            use(id(jvm, (int) u.object()));
        }
        if (!asked.has(at) || (u.errno() != 0 && TOLD_EACH.matcher(u.call()).find())) {
            return;
        }
        String object = u.object() < 0 ? NO_OBJECT : u.kind() + " " + u.object();
        String outcome = u.errno() == 0 ? "ok" : CallWords.errno(u.errno());
        long[] before = told.getOrDefault(List.of(jvm.key, u.call(), object, outcome), new long[2]);
        long count = u.count() - Math.min(before[0], u.count());
        long nanos = Math.max(0, u.totalNanos() - before[1]);
        before[0] -= u.count() - count;
        before[1] = Math.max(0, before[1] - u.totalNanos());
        if (count > 0) {
            activity.add(at, cell(jvm, -1, u.call(), object, outcome), count, nanos, u.maxNanos());
        }
    }

    /** What is told by itself is counted by the agent, too: it counts once. */
    private void count(JvmLine jvm, OfCall call, long at) {
        String object = CallWords.object(call) == null ? NO_OBJECT : CallWords.object(call);
        String errno = CallWords.errno(call.call());
        String outcome = errno == null ? "ok" : errno;
        long nanos = call.call().duration().toNanos();
        if (call instanceof SemOperation && told.size() < MAX_USED) {
            long[] sums = told.computeIfAbsent(List.of(jvm.key, call.called(), object, outcome), k -> new long[2]);
            sums[0]++;
            sums[1] += nanos;
        }
        activity.add(
                at, cell(jvm, stacks.of(call.call().stack()), CallWords.name(call), object, outcome), 1, nanos, nanos);
    }

    private Activity.Cell cell(JvmLine jvm, int stack, String call, String object, String outcome) {
        return new Activity.Cell(
                0,
                activity.jvms.of(jvm.key),
                activity.units.of(jvm.home.unit() == null ? "unknown" : jvm.home.unit()),
                activity.owners.of(jvm.home.owner() == null ? "unknown" : jvm.home.owner()),
                stack,
                activity.calls.of(call),
                activity.objects.of(object),
                activity.outcomes.of(outcome));
    }

    private void show(JvmLine jvm, OfCall call, long at) {
        Kind kind = kind(call);
        String errno = CallWords.errno(call.call());
        long nanos = call.call().duration().toNanos();
        String from = source;
        shelf.offer(
                List.of(kind, call.called(), "" + errno, jvm.key),
                at,
                nanos >= 1_000_000 ? nanos : 0,
                () -> new Moment(
                        at,
                        nanos >= 1_000_000 ? Long.valueOf(at + nanos / 1_000_000) : null,
                        kind,
                        severity(call, errno),
                        jvm.key,
                        CallWords.object(call),
                        call.called(),
                        errno,
                        CallWords.of(call),
                        call.call().stack(),
                        from,
                        1));
    }

    private static Severity severity(OfCall call, String errno) {
        if (errno == null || errno.equals("EAGAIN") || errno.equals("EEXIST") || errno.equals("ENOENT")) {
            return Severity.NOTE;
        }
        return errno.equals("ENOSPC") || errno.equals("EIDRM") ? Severity.CRITICAL : Severity.WARNING;
    }

    private static Kind kind(OfCall call) {
        if (call.call().failed()) {
            return Kind.FAILURE;
        }
        if (call instanceof SemGet get) {
            return JvmHistory.mayCreate(get) || get.key() == 0 ? Kind.CREATE : Kind.CALL;
        }
        if (call instanceof JvmEvent.ShmGet g) {
            return (g.shmflg() & IPC_CREAT) != 0 || g.key() == 0 ? Kind.CREATE : Kind.CALL;
        }
        if (call instanceof JvmEvent.MsgGet g) {
            return (g.msgflg() & IPC_CREAT) != 0 || g.key() == 0 ? Kind.CREATE : Kind.CALL;
        }
        if (call instanceof JvmEvent.PosixOpen || call instanceof JvmEvent.JniCall) {
            return Kind.CREATE;
        }
        if (call instanceof JvmEvent.ShmAttach) {
            return Kind.ATTACH;
        }
        boolean removes = (call instanceof SemControl c && c.command().equals("IPC_RMID"))
                || (call instanceof JvmEvent.ShmControl s && s.command().equals("IPC_RMID"))
                || (call instanceof JvmEvent.MsgControl m && m.command().equals("IPC_RMID"))
                || call instanceof JvmEvent.PosixUnlink;
        if (removes) {
            return Kind.REMOVE;
        }
        return call.call().duration().toMillis() >= 1 ? Kind.WAIT : Kind.CALL;
    }
}
