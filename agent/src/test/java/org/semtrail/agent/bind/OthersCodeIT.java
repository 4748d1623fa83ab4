package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.broad.JnaDirectPlugin;
import org.semtrail.agent.patient.broad.JnaUse;
import org.semtrail.agent.patient.broad.JnrUse;

/** Programs that use a library broadly print the same with and without the agent, and what they let go is collected. */
class OthersCodeIT {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @ParameterizedTest
    @EnumSource
    void jnaBehavesTheSame(Jdk jdk) throws Exception {
        check(jdk, JnaUse.class, CLASS_PATH);
    }

    @ParameterizedTest
    @EnumSource
    void aClassWithNativeMethodsIsUnloadedAsBefore(Jdk jdk) throws Exception {
        check(jdk, JnaDirectPlugin.class, JnaVersions.before(CLASS_PATH, "4.5.2"));
    }

    @ParameterizedTest
    @EnumSource
    void jnrBehavesTheSame(Jdk jdk) throws Exception {
        check(jdk, JnrUse.class, CLASS_PATH);
    }

    private static void check(Jdk jdk, Class<?> program, String classPath) throws Exception {
        Run without = new Patient(jdk).withClassPath(classPath).run(program.getName());
        Run with = new Patient(jdk).withClassPath(classPath).withAgent("").run(program.getName());
        assertEquals(0, without.exit(), without::err);
        assertTrue(without.out().contains("unloaded: true true"), without::out);
        assertEquals(without.out(), with.out());
        assertEquals(without.err(), with.err());
        assertEquals(without.exit(), with.exit());
        assertTrue(!with.calls().isEmpty(), "nothing was recorded");
        assertEquals(0, with.lastStatus().getLong("failures"), () -> with.recordings() + with.err());
    }
}
