package org.semtrail.agent.patient;

/** The calls of JNR before and after everything was retransformed by {@link SecondAgent}. */
public final class RetransformedProgram {
    private RetransformedProgram() {}

    public static void main(String[] arguments) throws Exception {
        JnrProgram.main(arguments);
        SecondAgent.retransformEverything();
        JnrProgram.main(arguments);
    }
}
