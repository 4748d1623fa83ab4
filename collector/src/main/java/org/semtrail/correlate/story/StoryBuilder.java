package org.semtrail.correlate.story;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.jfr.JvmEvent;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.JvmEvent.IpcUsage;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.JvmInformation;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.Retold;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;
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
    private static final int MAX_USED = 200_000;
    private static final int MAX_SECONDS = 50_000;

    final Asked asked;
    final Shelf shelf = new Shelf(60);
    private final CallEvents events;
    final Counting counting = new Counting();
    final Lives lives;
    final Waits waits = new Waits();
    final Tides made = new Tides();
    final Map<String, JvmLine> jvms = new LinkedHashMap<>();
    final Sites sites = new Sites();
    final Holds holds = new Holds();
    private final Map<Id, Boolean> used = new HashMap<>();
    private final Function<AgentStatus, JvmLine.Home> homes;

    /** @param homes what is known of a JVM's process, by what its agent says of it */
    public StoryBuilder(Asked asked, Function<AgentStatus, JvmLine.Home> homes) {
        this.asked = asked;
        this.lives = new Lives(asked);
        this.events = new CallEvents(asked, shelf);
        this.homes = homes;
    }

    public Asked asked() {
        return asked;
    }

    /** What follows is told by this source. */
    public void from(String sourceId) {
        events.from(sourceId);
    }

    @Override
    public void event(Part part, AgentStatus status, JvmEvent event) {
        JvmLine jvm = line(part, status);
        // What a JVM did before its agent spoke for the first time is of the same namespace.
        jvm.status = jvm.status == null ? status : jvm.status;
        if (event instanceof Retold retold) {
            jvm.again.take(retold, get -> gotBefore(jvm, get));
        } else if (event instanceof AgentStatus s) {
            status(jvm, s);
        } else if (event instanceof JvmInformation i) {
            jvm.information = i;
        } else if (event instanceof IpcUsage usage) {
            usage(jvm, usage);
        } else if (event instanceof OfCall call) {
            call(jvm, call);
        }
    }

    @Override
    public void ended(Part part, AgentStatus status, Outcome outcome) {
        if (status != null || outcome.events() > 0) {
            JvmLine jvm = line(part, status);
            boolean lost = outcome.flaw() != null || outcome.torn() > 0 || (status != null && status.dropped() > 0);
            jvm.again.end(part, lost, get -> gotBefore(jvm, get));
            jvm.ended(part, outcome);
        }
    }

    private JvmLine line(Part part, AgentStatus s) {
        return jvms.computeIfAbsent(
                JvmLine.key(part, s),
                k -> new JvmLine(k, part.file().toString(), s == null ? JvmLine.Home.UNKNOWN : homes.apply(s)));
    }

    private void status(JvmLine jvm, AgentStatus s) {
        if (jvm.status == null || !s.at().isBefore(jvm.status.at())) {
            boolean lost = jvm.status != null && s.dropped() > jvm.status.dropped();
            jvm.status = s;
            if (lost || s.dropped() > 0) {
                String text = "the agent of " + jvm.label() + " dropped " + Amount.of(s.dropped(), "event");
                events.tell("gap", Kind.GAP, Severity.WARNING, jvm, s.at().toEpochMilli(), s.dropped(), text);
            }
        }
        String text = "agent " + s.version() + " speaks: " + jvm.label() + (s.lateAttach() ? ", attached late" : "");
        events.tell("start", Kind.START, Severity.NOTE, jvm, s.at().toEpochMilli(), 0, text);
    }

    /** Its making was told again, for the chunk that told it first may have expired. */
    private void gotBefore(JvmLine jvm, SemGet get) {
        if (!lives.isKnown(id(jvm, get.semid()), get)) {
            got(jvm, get);
        }
    }

    private void call(JvmLine jvm, OfCall call) {
        if (!call.call().failed() && call instanceof SemControl control) {
            holds.controlled(jvm, id(jvm, control.semid()), control);
        }
        if (call.call().failed()) {
            failed(jvm, call);
        } else if (call instanceof SemGet get) {
            got(jvm, get);
        } else if (call instanceof SemControl control && control.command().equals("IPC_RMID")) {
            removed(jvm, control);
        } else if (call instanceof SemOperation operation) {
            operated(jvm, operation);
        } else if (call instanceof JniCall jni && JvmCalls.mayMake(jni)) {
            mayHaveMade(jvm, jni);
        }
        long at = call.at().toEpochMilli();
        if (asked.touches(at, call.call().end().toEpochMilli())) {
            counting.call(jvm, call, asked.clip(at));
            events.show(jvm, call);
        }
    }

    private Id id(JvmLine jvm, int semid) {
        return new Id(TableHome.boot(jvm), TableHome.namespace(jvm), semid);
    }

    /** With a key and without IPC_EXCL it may have made the set or found it: it counts as no making (semget(2)). */
    private void got(JvmLine jvm, SemGet get) {
        Made m = new Made(id(jvm, get.semid()), jvm.key, get);
        use(m.id());
        if (!JvmHistory.isCreation(get)) {
            lives.met(m);
        } else if (lives.isUnknown(m.id(), get)) {
            made(jvm, m);
        }
    }

    private void made(JvmLine jvm, Made m) {
        Gone gone = lives.made(m);
        made.add(m.id(), m.atMs(), 1);
        if (gone != null) {
            made.add(m.id(), gone.atMs(), -1);
        }
        Site site = sites.of(jvm, m.get());
        int removed = gone == null ? 0 : 1;
        if (asked.has(m.atMs())) {
            jvm.created++;
            site.made++;
            site.removed += removed;
            site.at(m.atMs());
        } else if (m.atMs() < asked.fromMs()) {
            site.earlierMade++;
            site.earlierRemoved += removed;
        }
    }

    private void mayHaveMade(JvmLine jvm, JniCall call) {
        Site site = sites.of(jvm, call);
        if (site.maybe.size() < MAX_SECONDS) {
            site.maybe.merge(call.call().end().getEpochSecond(), 1, Integer::sum);
            if (asked.has(call.at().toEpochMilli())) {
                site.at(call.at().toEpochMilli());
            }
        }
    }

    private void removed(JvmLine jvm, SemControl control) {
        Gone gone = new Gone(jvm.key, control);
        jvm.removed += asked.has(gone.atMs()) ? 1 : 0;
        Made m = lives.removed(id(jvm, control.semid()), gone);
        if (m != null) {
            made.add(m.id(), gone.atMs(), -1);
            Site site = sites.of(jvms.get(m.jvm()), m.get());
            // A set that was made in the time that is asked for is not left where it was removed after that.
            site.removed += asked.has(m.atMs()) ? 1 : 0;
            site.earlierRemoved += m.atMs() < asked.fromMs() ? 1 : 0;
        }
    }

    private void use(Id id) {
        if (used.size() < MAX_USED) {
            used.put(id, Boolean.TRUE);
        }
    }

    private void failed(JvmLine jvm, OfCall call) {
        Id id = call instanceof JvmEvent.OfSet set && set.semid() >= 0 ? id(jvm, set.semid()) : null;
        if (id != null && call instanceof SemOperation operation) {
            jvm.waitedNanos += asked.nanosOf(operation.call());
            waits.took(id, jvm, operation);
        }
        boolean known = id != null && used.containsKey(id);
        String errno = CallWords.errno(call.call());
        if (id != null && errno.equals("EIDRM")) {
            use(id);
        }
        // It fails when it ends, which may be long after it began.
        long ended = call.call().end().toEpochMilli();
        if (!asked.has(ended)) {
            return;
        }
        jvm.failed++;
        sites.trouble(jvm, call, errno, known).at(ended);
        boolean makes = call instanceof SemGet || (call instanceof JniCall jni && JvmCalls.mayMake(jni));
        if (makes && errno.equals("ENOSPC")) {
            Site site = sites.of(jvm, call);
            site.refused++;
            site.at(asked.clip(call.at().toEpochMilli()));
        }
    }

    private void operated(JvmLine jvm, SemOperation operation) {
        Id id = id(jvm, operation.semid());
        use(id);
        jvm.waitedNanos += asked.nanosOf(operation.call());
        waits.took(id, jvm, operation);
        holds.operated(jvm, id, operation);
    }

    private void usage(JvmLine jvm, IpcUsage u) {
        long at = u.at().toEpochMilli();
        if (u.kind().equals("sem") && u.errno() == 0 && u.count() > 0) {
            Id id = id(jvm, (int) u.object());
            use(id);
            holds.counted(jvm, id, u);
        }
        if (asked.has(at)) {
            counting.usage(jvm, u, at);
        }
    }
}
