package org.semtrail.correlate;

import java.util.List;
import java.util.Optional;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmFrame;

/**
 * Who made a set, as far as it can be known.
 *
 * @param pid its process id; null where not known
 * @param alive whether that process still lives; null where not known
 * @param program its program; null where not known, as when it is gone
 * @param unit its systemd unit; null where not known or none
 * @param container its container; null where not known or none
 * @param source how we know
 * @param confidence how far to trust it
 * @param calls the call that made it, where a JVM recorded that; several where one of them did
 */
public record Creator(
        Integer pid,
        Boolean alive,
        String program,
        String unit,
        String container,
        String source,
        Confidence confidence,
        List<OfCall> calls) {
    public Creator {
        calls = List.copyOf(calls);
    }

    /** Without a Java stack. */
    public Creator(
            Integer pid,
            Boolean alive,
            String program,
            String unit,
            String container,
            String source,
            Confidence confidence) {
        this(pid, alive, program, unit, container, source, confidence, List.of());
    }

    /** The same process, with the calls of a recording. */
    Creator with(String more, List<OfCall> told) {
        String name = program == null ? "java" : program;
        return new Creator(pid, alive, name, unit, container, source + "; " + more, confidence, told);
    }

    /** Where in the application it was made; empty where that is not known, or not which of several places. */
    public Optional<JvmFrame> frame() {
        List<JvmFrame> frames =
                calls.stream().flatMap(c -> c.frame().stream()).distinct().toList();
        return frames.size() == 1 ? Optional.of(frames.get(0)) : Optional.empty();
    }

    /** How far the attribution can be trusted. */
    public enum Confidence {
        /** Told by the kernel, or by the process itself. */
        HIGH,
        /** Told by the kernel of a sibling, or of a pid that is gone. */
        MEDIUM,
        /** By resemblance, or one of several. */
        LOW,
        NONE
    }

    public static final Creator UNKNOWN =
            new Creator(null, null, null, null, null, "nothing on this host tells", Confidence.NONE);
}
