package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.CgroupHome;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.JvmEvent.JvmInformation;
import org.semtrail.capture.jfr.RecordingPass.Outcome;
import org.semtrail.capture.jfr.RecordingPass.Part;

/** What one JVM's recordings tell of it, while they are read. Times in milliseconds since 1970. */
public final class JvmLine {
    /** The first PID namespace of a boot: PROC_PID_INIT_INO of linux/proc_ns.h. */
    private static final long INITIAL_PID_NS = 0xEFFFFFFCL;

    private static final int MAX_GAPS = 20;
    private static final long GRAIN_MS = 1;

    final String key;
    final String place;
    AgentStatus status;
    JvmInformation information;
    Home home;
    long firstMs = Long.MAX_VALUE;
    long lastMs = Long.MIN_VALUE;
    long created;
    long removed;
    long failed;
    long waitedNanos;
    long events;
    private long newestPart = Long.MIN_VALUE;
    private boolean open;
    private boolean complete = true;
    private final List<String> gaps = new ArrayList<>();
    final ClockSteps clock = new ClockSteps();
    final ToldAgain again = new ToldAgain();

    JvmLine(String key, String place, Home home) {
        this.key = key;
        this.place = place;
        this.home = home;
    }

    /** Names a JVM in the report: two recordings of one process are of one JVM. */
    static String key(Part part, AgentStatus s) {
        if (s == null) {
            return "jvm-of-" + part.file();
        }
        String boot = s.bootId().substring(0, Math.min(8, s.bootId().length()));
        return "jvm-" + s.pid() + "-" + s.startTicks() + (boot.isEmpty() ? "" : "-" + boot);
    }

    /**
     * Where a process belongs, and what became of it.
     *
     * @param name its program
     * @param unit its systemd unit
     * @param owner its user
     * @param startMs when it began
     * @param alive null where not known
     */
    public record Home(String name, String unit, String container, String owner, Long startMs, Boolean alive) {
        public static final Home UNKNOWN = new Home(null, null, null, null, null, null);

        /** What the agent alone tells of it. */
        public static Home of(AgentStatus s) {
            CgroupHome home = CgroupHome.parse(s.cgroup());
            return new Home(null, home.unit(), home.container(), s.user().isEmpty() ? null : s.user(), null, null);
        }
    }

    void ended(Part part, Outcome outcome) {
        events += outcome.events();
        if (status != null) {
            clock.add(part);
        }
        firstMs = Math.min(firstMs, part.from().toEpochMilli());
        lastMs = Math.max(lastMs, part.to().toEpochMilli());
        if (part.to().toEpochMilli() > newestPart) {
            newestPart = part.to().toEpochMilli();
            open = part.open();
        }
        if (outcome.flaw() != null) {
            gap("damaged after " + Amount.of(outcome.events(), "event") + ": " + outcome.flaw());
        }
        if (outcome.torn() > 0) {
            gap(Amount.of(outcome.torn(), "event") + " could not be understood");
        }
    }

    void gap(String what) {
        complete = false;
        if (gaps.size() < MAX_GAPS) {
            gaps.add(what);
        }
    }

    public String key() {
        return key;
    }

    public Integer pid() {
        return status == null ? null : Integer.valueOf(status.pid());
    }

    /** Whether its pid is a number of a PID namespace of its own, as in a container: a table of the host has another one. */
    public boolean isPidInside() {
        return status != null && status.pidNs() > 0 && status.pidNs() != INITIAL_PID_NS;
    }

    /** The boot of its host; empty where not known. */
    String boot() {
        return status == null ? "" : status.bootId();
    }

    /** Whether an id of a set may mean the same set to both. */
    public boolean sharesIds(JvmLine other) {
        return ipcNs() == other.ipcNs() && boot().equals(other.boot());
    }

    /**
     * Whether a set of a table may be one of its own.
     *
     * @param ns null where not known
     * @param bootId null where not known
     */
    public boolean mayBeOf(Long ns, String bootId) {
        return (ns == null || ipcNs() == 0 || ns == ipcNs())
                && (bootId == null || boot().isEmpty() || bootId.equals(boot()));
    }

    private long ipcNs() {
        return status == null ? 0 : status.ipcNs();
    }

    /** "JVM com.acme.Main (pid 4711)", as much of it as is known. */
    public String label() {
        String main = main();
        String name = main == null ? "JVM" : "JVM " + main.substring(main.lastIndexOf('/') + 1);
        return status == null ? name + " of " + place : name + " (pid " + status.pid() + ")";
    }

    /** The class or archive that was started, without arguments; null where not known. */
    public String main() {
        return first(status == null ? null : status.mainClass(), information == null ? null : information.mainClass());
    }

    /** The version of Java; null where not known. */
    public String java() {
        return first(
                status == null ? null : status.javaVersion(), information == null ? null : information.javaVersion());
    }

    private static String first(String a, String b) {
        String text = a == null || a.isEmpty() ? b : a;
        return text == null || text.isEmpty() ? null : text;
    }

    /** By how much its times may be off, either way, in milliseconds. */
    long uncertainMs() {
        return Math.max(GRAIN_MS, clock.uncertainMs());
    }

    public String place() {
        return place;
    }

    public AgentStatus status() {
        return status;
    }

    public Home home() {
        return home;
    }

    public long firstMs() {
        return firstMs;
    }

    public long lastMs() {
        return lastMs;
    }

    public long created() {
        return created;
    }

    public long removed() {
        return removed;
    }

    public long failed() {
        return failed;
    }

    public long waitedNanos() {
        return waitedNanos;
    }

    public long events() {
        return events;
    }

    /** Whether its newest chunk was never finished: it was killed, or it was running when the recording was fetched. */
    public boolean leftOpen() {
        return open;
    }

    public boolean complete() {
        return complete && (status == null || status.dropped() + status.suppressed() == 0);
    }

    public List<String> gaps() {
        return List.copyOf(gaps);
    }
}
