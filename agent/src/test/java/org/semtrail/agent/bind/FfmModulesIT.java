package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;

/** Who may use native code is the application's business: the agent neither needs nor gives leave, and changes no warning. */
class FfmModulesIT {
    private static final String PROGRAM = FfmPrograms.PACKAGE + "FfmProgram";
    private static final String DENY = "--illegal-native-access=deny";
    private static Path jar;

    @BeforeAll
    static void pack() throws IOException {
        jar = FfmPrograms.jar();
    }

    @Test
    void aModuleThatMayIsRecordedWhereAllOthersAreDenied() throws Exception {
        Run with = module("--enable-native-access=" + FfmPrograms.MODULE, DENY).run(true);
        assertEquals("", with.err());
        assertEquals(0, with.exit());
        assertTrue(with.calls().stream().anyMatch(call -> call.getString("call").equals("semctl")));
    }

    @Test
    void aModuleThatMayNotIsDeniedAsWithoutTheAgent() throws Exception {
        Run with = module(DENY).run(true);
        assertTrue(with.err().contains("java.lang.IllegalCallerException"), with::err);
        assertEquals(module(DENY).run(false).err(), with.err());
    }

    @Test
    void theWarningNamesTheSameModule() throws Exception {
        Run with = module().run(true);
        assertTrue(with.err().contains("in module " + FfmPrograms.MODULE), with::err);
        assertEquals(module().run(false).err(), with.err());
    }

    @Test
    void classesOfAnAotCacheAreThereBeforeTheAgentAndAreRecordedToo() throws Exception {
        Path cache = jar.resolveSibling("patient.aot");
        String[] options = {"--enable-native-access=ALL-UNNAMED", "--add-modules=java.instrument"};
        new Patient(Jdk.JDK_25)
                .withClassPath(jar.toString())
                .withJvmOptions(options)
                .withJvmOptions("-XX:AOTCacheOutput=" + cache)
                .run(PROGRAM);
        Run run = new Patient(Jdk.JDK_25)
                .withClassPath(jar.toString())
                .withJvmOptions(options)
                .withJvmOptions("-XX:AOTCache=" + cache, "-XX:AOTMode=on")
                .withAgent("")
                .run(PROGRAM);
        assertEquals("", run.err());
        assertTrue(run.calls().stream().anyMatch(call -> call.getString("call").equals("semctl")));
    }

    private static Module module(String... jvmOptions) {
        return new Module(jvmOptions);
    }

    /** The program as a module. */
    private record Module(String[] jvmOptions) {
        Run run(boolean withAgent) throws IOException, InterruptedException {
            Patient patient = new Patient(Jdk.JDK_25).withJvmOptions(jvmOptions).withClassPath(jar.toString());
            patient.withJvmOptions("-p", jar.toString());
            return (withAgent ? patient.withAgent("") : patient).run("-m", FfmPrograms.MODULE + "/" + PROGRAM);
        }
    }
}
