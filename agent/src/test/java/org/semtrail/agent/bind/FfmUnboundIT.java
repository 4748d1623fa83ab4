package org.semtrail.agent.bind;

/** Handles that get the function's address at each call. */
class FfmUnboundIT extends FfmContract {
    @Override
    String way() {
        return "unbound";
    }
}
