package org.semtrail.diagnose;

import java.util.List;
import java.util.Objects;

/**
 * One thing that is wrong on this host: what, how we know, why it matters, what to type.
 *
 * @param id stable kebab-case name of the rule's finding, for example {@code sem-sets-exhausted}
 * @param severity how urgent
 * @param what one sentence, with the figures
 * @param evidence what was seen, each with its source
 * @param why plain words: the mechanism, and what it does to the sufferer
 * @param remedy commands that can be pasted, in order; a line that begins with # explains the next
 * @param ipcNs inode of the other IPC namespace that it is about; null where it is about our own, or about none
 */
public record Finding(
        String id, Severity severity, String what, List<String> evidence, String why, List<String> remedy, Long ipcNs) {
    /** Ordered from worst. */
    public enum Severity {
        /** Something fails now. */
        CRITICAL,
        /** Something will fail, or fails for somebody. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    public Finding(String id, Severity severity, String what, List<String> evidence, String why, List<String> remedy) {
        this(id, severity, what, evidence, why, remedy, null);
    }

    public Finding {
        Objects.requireNonNull(id);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(what);
        Objects.requireNonNull(why);
        evidence = List.copyOf(evidence);
        remedy = List.copyOf(remedy);
    }
}
