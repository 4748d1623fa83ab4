package org.semtrail.agent.bind;

/** Critical handles, which may be given Java arrays; nothing is added to them, so errno is not known. */
class FfmCriticalIT extends FfmContract {
    @Override
    String way() {
        return "critical";
    }

    @Override
    boolean knowsErrno() {
        return false;
    }

    /** Arrays have bounds. */
    @Override
    boolean readsMemory() {
        return true;
    }
}
