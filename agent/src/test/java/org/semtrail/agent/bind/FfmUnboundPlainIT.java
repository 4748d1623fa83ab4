package org.semtrail.agent.bind;

/** Handles that get the function's address at each call, without captureCallState. */
class FfmUnboundPlainIT extends FfmContract {
    @Override
    String way() {
        return "unbound-plain";
    }
}
