package org.semtrail.correlate;

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
 */
public record Creator(
        Integer pid,
        Boolean alive,
        String program,
        String unit,
        String container,
        String source,
        Confidence confidence) {
    /** How far the attribution can be trusted. */
    public enum Confidence {
        /** Told by the kernel. */
        HIGH,
        /** Told by the kernel of a sibling, or of a pid that is gone. */
        MEDIUM,
        /** By resemblance. */
        LOW,
        NONE
    }

    public static final Creator UNKNOWN =
            new Creator(null, null, null, null, null, "nothing on this host tells", Confidence.NONE);
}
