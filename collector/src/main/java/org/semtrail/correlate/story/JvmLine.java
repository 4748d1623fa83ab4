package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.RecordingPass.Outcome;
import org.semtrail.capture.jfr.RecordingPass.Part;

/** What one JVM's recordings tell of it, while they are read. Times in milliseconds since 1970. */
public final class JvmLine {
    private static final int MAX_GAPS = 20;

    final String key;
    final String place;
    AgentStatus status;
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

    JvmLine(String key, String place, Home home) {
        this.key = key;
        this.place = place;
        this.home = home;
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
    }

    void ended(Part part, Outcome outcome) {
        events += outcome.events();
        firstMs = Math.min(firstMs, part.from().toEpochMilli());
        lastMs = Math.max(lastMs, part.to().toEpochMilli());
        if (part.to().toEpochMilli() > newestPart) {
            newestPart = part.to().toEpochMilli();
            open = part.open();
        }
        if (outcome.flaw() != null) {
            gap("damaged after " + outcome.events() + " events: " + outcome.flaw());
        }
        if (outcome.torn() > 0) {
            gap(outcome.torn() + " events could not be understood");
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

    /** "JVM of pid 4711", or by its program's name where that is known. */
    public String label() {
        String name = home.name() == null ? "JVM" : home.name();
        return status == null ? name + " of " + place : name + " (pid " + status.pid() + ")";
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
