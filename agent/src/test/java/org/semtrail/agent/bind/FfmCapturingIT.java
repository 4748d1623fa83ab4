package org.semtrail.agent.bind;

/** Handles with captureCallState: errno is in the application's segment. */
class FfmCapturingIT extends FfmContract {
    @Override
    String way() {
        return "capturing";
    }
}
