package org.semtrail.agent.bind;

import org.semtrail.agent.emit.Complaint;

/** Makes the trial at the first class that is to be rewritten; if it fails no class ever is changed. */
final class Once {
    private final Trial trial;
    private boolean made;
    private boolean passed;

    Once(Trial trial) {
        this.trial = trial;
    }

    synchronized boolean passes() {
        if (!made) {
            // Before the trial: its own classes come by here.
            made = true;
            passed = true;
            String failure = trial.failure();
            passed = failure == null;
            if (!passed) {
                Complaint.make("does not record: " + failure);
            }
        }
        return passed;
    }

    /** Whether it was made and failed: a change of bodies is small, and often comes in JVMs that never use IPC. */
    synchronized boolean hasFailed() {
        return made && !passed;
    }
}
