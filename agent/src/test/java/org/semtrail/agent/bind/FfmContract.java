package org.semtrail.agent.bind;

import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.patient.Scenario;

/** FFM, in one of the ways in which a program can ask for its handles. */
abstract class FfmContract extends BindingContract {
    /** As the program knows it. */
    abstract String way();

    @Override
    String binding() {
        return "ffm";
    }

    /** Of the class that the program extends; its own cannot be loaded here. */
    @Override
    Class<? extends Scenario> program() {
        return Scenario.class;
    }

    @Override
    String programName() {
        return FfmPrograms.PACKAGE + "FfmProgram";
    }

    @Override
    String[] jvmOptions(Jdk jdk) {
        return new String[] {"-Dffm=" + way()};
    }

    @Override
    String classPath() {
        return FfmPrograms.classPath();
    }

    @Override
    boolean runsOn(Jdk jdk) {
        return jdk.isAtLeast22();
    }
}
