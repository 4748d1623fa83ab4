package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.JnaBothProgram;
import org.semtrail.agent.patient.JnaDirectProgram;
import org.semtrail.agent.patient.Scenario;

/** JNA's direct mapping, from its first versions to the newest. */
class JnaDirectBindingIT {
    abstract static class OfVersion extends BindingContract {
        private final String version;

        OfVersion(String version) {
            this.version = version;
        }

        @Override
        String binding() {
            return "jna-direct";
        }

        @Override
        Class<? extends Scenario> program() {
            return JnaDirectProgram.class;
        }

        @Override
        String classPath() {
            return JnaVersions.before(super.classPath(), version);
        }
    }

    @Nested
    class OfTheBuild extends OfVersion {
        OfTheBuild() {
            super(JnaVersions.OF_THE_BUILD);
        }
    }

    @Nested
    class Of5 extends OfVersion {
        Of5() {
            super("5.17.0");
        }
    }

    /** The first parameter lists are those of 4.3. */
    @Nested
    class Of4WithFixedArguments extends OfVersion {
        Of4WithFixedArguments() {
            super("4.5.2");
        }
    }

    @Nested
    class Of4 extends OfVersion {
        Of4() {
            super("4.2.2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nativeMethodsStayAsTheyAreWhereJnaIsNotKnown(Jdk jdk) throws Exception {
        String classPath = JnaVersions.before(System.getProperty("java.class.path"), "3.2.7");
        String program = JnaBothProgram.class.getName();
        Run without = new Patient(jdk).withClassPath(classPath).run(program);
        Run with = new Patient(jdk).withClassPath(classPath).withAgent("").run(program);
        assertEquals(without, new Run(with.exit(), with.out(), with.err(), without.recordings()));
        assertEquals(
                "native methods of " + JnaDirectProgram.class.getName()
                        + "$LibC: they may be JNA's, and this version of JNA is not known",
                with.lastStatus().getString("blind"));
    }
}
