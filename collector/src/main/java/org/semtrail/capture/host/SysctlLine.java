package org.semtrail.capture.host;

/**
 * One line of sysctl configuration that means to set an IPC limit.
 *
 * @param file the path as the host names it
 * @param number of the line in its file, from 1
 * @param key in the spelling with dots, without a leading minus; may be a pattern
 * @param value as written, blanks at both ends removed; null where the line has no {@code =}
 * @param effect what becomes of it
 * @param overriddenBy "file:line" of the assignment that wins instead; null where this one wins
 */
public record SysctlLine(String file, int number, String key, String value, Effect effect, String overriddenBy) {
    /** Which of the two loaders uses a line: systemd-sysctl at boot, {@code sysctl --system} of procps by hand. */
    public enum Effect {
        /** Both do. */
        EFFECTIVE,
        /** The boot does; {@code sysctl --system} ends with another value. */
        BOOT_ONLY,
        /** {@code sysctl --system} does; systemd-sysctl does not read this file or ends with another value. */
        SYSCTL_SYSTEM_ONLY,
        /** Neither does: a later line sets the key again. */
        OVERRIDDEN
    }

    public String place() {
        return file + ":" + number;
    }

    SysctlLine with(Effect newEffect, String by) {
        return new SysctlLine(file, number, key, value, newEffect, by);
    }
}
