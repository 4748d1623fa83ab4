package org.semtrail.app;

/** A counter on stderr for long work; silent off a terminal and in the first second. */
final class Progress {
    private static final long STEP_NANOS = 500_000_000L;

    private final Console console;
    private final String what;
    private final int total;
    private int done;
    private long next = System.nanoTime() + 2 * STEP_NANOS;
    private boolean shown;

    Progress(Console console, String what, int total) {
        this.console = console;
        this.what = what;
        this.total = total;
    }

    void step() {
        done++;
        if (console.terminal() && System.nanoTime() > next) {
            console.err().printf("\r%s %d of %d", what, done, total);
            console.err().flush();
            next = System.nanoTime() + STEP_NANOS;
            shown = true;
        }
    }

    void done() {
        if (shown) {
            console.err().printf("\r%s %d of %d%n", what, done, total);
        }
    }
}
