package org.semtrail.app;

/** Ends a command with one line on stderr and an exit code: the input is bad, or the host cannot say. */
public final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Stop(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** A file or id that was given cannot be used: the message says which, why, and what to do. */
    public static Stop badInput(String message) {
        return new Stop(ExitCode.BAD_INPUT, message);
    }

    /** Nothing of what was asked can be read here. */
    public static Stop cannotSee(String message) {
        return new Stop(ExitCode.CANNOT_SEE, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
