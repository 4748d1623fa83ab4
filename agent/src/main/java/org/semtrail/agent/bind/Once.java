package org.semtrail.agent.bind;

import org.semtrail.agent.emit.Complaint;

/** Makes the trial at the first class that is to be changed; if it fails no class ever is. */
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
            String failure = trial.failure();
            passed = failure == null;
            if (!passed) {
                Complaint.make("does not record: " + failure);
            }
        }
        return passed;
    }
}
