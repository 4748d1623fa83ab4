package org.semtrail.correlate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** May it go? Five steps, from certainly not to certainly; a live set is never called {@link #ORPHAN}. */
public enum Verdict {
    IN_USE("a living process waits on it, operated it last, or made it and still runs"),
    PRESUMED_IN_USE("sets of the same start are in use, so this one most likely is"),
    UNKNOWN("somebody who lives might still use it, or we could not see enough"),
    PRESUMED_ORPHAN("nothing that lives is known to use it, but we cannot exclude it"),
    ORPHAN("its maker is dead and nobody who lives can know it: it may go");

    private final String meaning;

    Verdict(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    /** As in output and options: {@code presumed-orphan}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Verdict> of(String label) {
        return Arrays.stream(values()).filter(v -> v.label().equals(label)).findFirst();
    }

    /** The one that is further from removal. */
    public Verdict orSafer(Verdict other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public String toString() {
        return label();
    }
}
