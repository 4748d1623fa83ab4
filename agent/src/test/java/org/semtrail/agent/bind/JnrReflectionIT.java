package org.semtrail.agent.bind;

import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.patient.JnrProgram;
import org.semtrail.agent.patient.Scenario;

/** JNR without generated classes. */
class JnrReflectionIT extends BindingContract {
    @Override
    String binding() {
        return "jnr";
    }

    @Override
    Class<? extends Scenario> program() {
        return JnrProgram.class;
    }

    @Override
    String[] jvmOptions(Jdk jdk) {
        return new String[] {"-Djnr.ffi.asm.enabled=false"};
    }
}
