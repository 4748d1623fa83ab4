package org.semtrail.agent.patient.broad;

/** JNA in all chapters. */
public final class JnaUse {
    private JnaUse() {}

    public static void main(String[] arguments) {
        JnaStructures.tell();
        JnaTexts.tell();
        JnaFailures.tell();
        JnaDirect.tell();
        // The JNA of the application keeps every class that was mapped.
        Unloading.tell(JnaPlugin.class, "com.sun.jna.");
    }
}
