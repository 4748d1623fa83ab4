package org.semtrail.agent.bind;

import org.junit.jupiter.api.Nested;
import org.semtrail.agent.patient.JnaProgram;
import org.semtrail.agent.patient.Scenario;

/** JNA's interface mapping, in versions whose Function.invoke differs. */
class JnaInterfaceBindingIT {
    abstract static class OfVersion extends BindingContract {
        private final String version;

        OfVersion(String version) {
            this.version = version;
        }

        @Override
        String binding() {
            return "jna";
        }

        @Override
        Class<? extends Scenario> program() {
            return JnaProgram.class;
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

    @Nested
    class Of3 extends OfVersion {
        Of3() {
            super("3.2.7");
        }
    }
}
