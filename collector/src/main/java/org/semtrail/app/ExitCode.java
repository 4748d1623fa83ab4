package org.semtrail.app;

/** What the exit status says; the same for every command, so that scripts and Ansible can rely on it. */
public final class ExitCode {
    /** Done; doctor: nothing wrong. Also with partial sight. */
    public static final int OK = 0;

    /** doctor found something; prune --apply kept a planned set; limits check found a bad line. */
    public static final int FOUND = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** A file or id that was given cannot be used. */
    public static final int BAD_INPUT = 3;

    /** Nothing of what was asked could be read: not permitted, not supported. */
    public static final int CANNOT_SEE = 4;

    /** Our bug. */
    public static final int BUG = 70;

    private ExitCode() {}
}
