package org.semtrail.agent.bind;

/** Handles without captureCallState: the agent has errno captured, and the application does not notice. */
class FfmPlainIT extends FfmContract {
    @Override
    String way() {
        return "plain";
    }
}
