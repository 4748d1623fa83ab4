package org.semtrail.agent.bind;

import org.semtrail.agent.patient.JnrProgram;
import org.semtrail.agent.patient.Scenario;

/** JNR in the version of the build. */
class JnrBindingIT extends BindingContract {
    @Override
    String binding() {
        return "jnr";
    }

    @Override
    Class<? extends Scenario> program() {
        return JnrProgram.class;
    }
}
