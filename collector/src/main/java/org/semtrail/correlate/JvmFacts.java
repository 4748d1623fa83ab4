package org.semtrail.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.jfr.JvmRecording;

/**
 * A JVM that recorded its IPC calls.
 *
 * @param recording what it recorded
 * @param process the JVM, where it lives
 * @param alive whether it lives; null where that cannot be known
 * @param successor a living process that has its number by now; null for none
 */
public record JvmFacts(JvmRecording recording, HostProcess process, Boolean alive, HostProcess successor) {
    /** Start times are reckoned anew at each look. */
    private static final Duration CLOCK_GRAIN = Duration.ofSeconds(2);

    /** The JVM at a later look: it may have ended since its recording was read. */
    static JvmFacts of(JvmRecording recording, List<HostProcess> processes, boolean allListed) {
        HostProcess then = recording.process();
        if (then == null) {
            return new JvmFacts(recording, null, recording.alive(), numbered(recording.pid(), processes));
        }
        HostProcess now = processes.stream()
                .filter(p -> p.pid() == then.pid() && p.alive() && isSame(p.start(), then.start()))
                .findFirst()
                .orElse(null);
        return new JvmFacts(
                recording,
                now,
                now != null ? Boolean.TRUE : allListed ? Boolean.FALSE : null,
                now != null ? null : numbered(recording.pid(), processes));
    }

    private static HostProcess numbered(Integer pid, List<HostProcess> processes) {
        return processes.stream()
                .filter(p -> p.alive() && Integer.valueOf(p.pid()).equals(pid))
                .findFirst()
                .orElse(null);
    }

    private static boolean isSame(Instant a, Instant b) {
        return Duration.between(a, b).abs().compareTo(CLOCK_GRAIN) <= 0;
    }

    public boolean lives() {
        return Boolean.TRUE.equals(alive);
    }

    /** "java (pid 4711)", "JVM of pid 4711 (gone)". */
    public String label() {
        return process != null || !Boolean.FALSE.equals(alive) ? name() : name() + " (gone)";
    }

    /** "java (pid 4711)", "JVM of pid 4711". */
    String name() {
        if (process != null) {
            return process.label();
        }
        if (recording.pid() != null) {
            return "JVM of pid " + recording.pid();
        }
        if (recording.status() == null) {
            return "a JVM that left no name";
        }
        String where = Boolean.FALSE.equals(recording.thisBoot())
                ? " of another host, or before this one was started"
                : " in its PID namespace";
        return "JVM of pid " + recording.status().pid() + where;
    }

    /** For sources: "recording /var/lib/semtrail/jvm/4711-123". */
    public String source() {
        return "recording " + recording.place();
    }
}
