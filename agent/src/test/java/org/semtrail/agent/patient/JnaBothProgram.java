package org.semtrail.agent.patient;

/** Through both mappings of JNA, one after the other. */
public final class JnaBothProgram {
    private JnaBothProgram() {}

    public static void main(String[] arguments) {
        JnaDirectProgram.main(arguments);
        JnaProgram.main(arguments);
    }
}
