package org.semtrail.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.FilteredProgram;
import org.semtrail.agent.patient.InterruptingProgram;
import org.semtrail.agent.patient.JnrProgram;
import org.semtrail.agent.patient.NativeProgram;
import org.semtrail.agent.patient.PlainProgram;
import org.semtrail.agent.patient.RedefinedProgram;
import org.semtrail.agent.patient.RetransformedProgram;
import org.semtrail.agent.patient.SecondAgent;
import org.semtrail.agent.patient.StackProgram;
import org.semtrail.agent.patient.VirtualProgram;

/** Whatever the JVM and its other guests are like, the application does what it did, and stderr stays as it was. */
class SafetyIT {
    private static final int CALLS = 8;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void anAgentThatRetransformsEverythingAfterUs(Jdk jdk) throws Exception {
        String second = "-javaagent:" + secondAgent();
        Run run = sameAsWithout(() -> new Patient(jdk).withJvmOptions(second), RetransformedProgram.class);
        assertEquals(2 * CALLS, run.certainCalls().size());
    }

    @ParameterizedTest
    @EnumSource
    void anAgentThatRetransformsEverythingBeforeUs(Jdk jdk) throws Exception {
        String second = "-javaagent:" + secondAgent();
        Run run = sameAsWithout(() -> new Patient(jdk).withJvmOptionsBefore(second), RetransformedProgram.class);
        assertEquals(2 * CALLS, run.certainCalls().size());
    }

    @ParameterizedTest
    @EnumSource
    void aDebuggerThatRedefinesARewrittenClass(Jdk jdk) throws Exception {
        String second = "-javaagent:" + secondAgent();
        sameAsWithout(() -> new Patient(jdk).withJvmOptions(second), RedefinedProgram.class);
    }

    private Path secondAgent() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", SecondAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.putValue("Can-Redefine-Classes", "true");
        Path jar = folder.resolve("second.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String name : new String[] {"SecondAgent.class", "SecondAgent$1.class"}) {
                out.putNextEntry(new JarEntry("org/semtrail/agent/patient/" + name));
                try (InputStream file = SecondAgent.class.getResourceAsStream(name)) {
                    file.transferTo(out);
                }
            }
        }
        return jar;
    }

    @Test
    void aSecurityManagerThatGivesTheApplicationNoFlightRecorder() throws Exception {
        Path policy = folder.resolve("policy");
        Files.writeString(policy, """
                grant {
                    permission java.lang.RuntimePermission "*";
                    permission java.lang.reflect.ReflectPermission "*";
                    permission java.util.PropertyPermission "*", "read,write";
                    permission java.io.FilePermission "<<ALL FILES>>", "read,write,delete,execute";
                };
                """);
        Run run = sameAsWithout(
                () -> new Patient(Jdk.OF_THE_BUILD)
                        .withJvmOptions("-Djava.security.manager", "-Djava.security.policy==" + policy),
                JnrProgram.class);
        assertEquals(CALLS, run.certainCalls().size());
    }

    @ParameterizedTest
    @EnumSource
    void aClassLoaderThatHidesTheProbe(Jdk jdk) throws Exception {
        Run run = sameAsWithout(() -> new Patient(jdk), FilteredProgram.class);
        assertEquals(0, run.certainCalls().size());
        String blind = run.lastStatus().getString("blind");
        assertTrue(blind.contains("jnr class") && blind.contains("hides org.semtrail.agent.emit"), blind);
    }

    @ParameterizedTest
    @EnumSource
    void aThreadThatRanOutOfStackAroundACallIsStillSeen(Jdk jdk) throws Exception {
        String program = StackProgram.class.getName();
        Run run = new Patient(jdk).withAgent("").run(program);
        assertEquals(0, run.exit(), run::err);
        assertEquals("true\n".repeat(StackProgram.SETS), run.out());
        assertEquals(
                StackProgram.SETS,
                run.calls().stream()
                        .filter(event -> event.getString("call").equals("semget"))
                        .filter(event -> event.getInt("nsems") == 7)
                        .count());
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptOfAllThreadsDoesNotEndTheRecording(Jdk jdk) throws Exception {
        Run run = new Patient(jdk).withAgent("").run(InterruptingProgram.class.getName());
        assertEquals("called\nends\nalive true\ngroup system\n", run.out(), run::err);
    }

    @Test
    void nativeAccessThatIsDeniedToUs() throws Exception {
        Run run = sameAsWithout(
                () -> new Patient(Jdk.JDK_25)
                        .withJvmOptions("--enable-native-access=ALL-UNNAMED", "--illegal-native-access=deny"),
                JnrProgram.class);
        assertEquals(CALLS, run.certainCalls().size());
    }

    @Test
    void virtualThreads() throws Exception {
        Run run = sameAsWithout(() -> new Patient(Jdk.JDK_25), VirtualProgram.class);
        long counted = run.events().stream()
                .filter(event -> event.getEventType().getName().equals("org.semtrail.IpcUsage"))
                .filter(event -> event.getString("call").equals("semop") && event.getInt("errno") == 0)
                .mapToLong(event -> event.getLong("count"))
                .sum();
        assertEquals(2 * VirtualProgram.THREADS, counted);
        assertTrue(run.calls().stream()
                .filter(event -> event.getBoolean("failed"))
                .allMatch(event -> event.getBoolean("virtualThread")));
        assertTrue(run.calls().stream()
                .filter(event -> event.getString("call").equals("semget"))
                .noneMatch(event -> event.getBoolean("virtualThread")));
    }

    @ParameterizedTest
    @EnumSource
    void aJvmWithoutFlightRecorderIsToldInOneLineOnceItUsesIpc(Jdk jdk) throws Exception {
        Path image = imageWithoutFlightRecorder(jdk);
        Run plain = new Patient(jdk).withJavaHome(image).withAgent("").run(PlainProgram.class.getName());
        assertEquals("", plain.err());
        Run run = new Patient(jdk).withJavaHome(image).withAgent("").run(NativeProgram.class.getName());
        assertEquals("semtrail: does not record: this JVM has no Flight Recorder (module jdk.jfr)\n", run.err());
        assertEquals("called\nends\n", run.out());
    }

    private Path imageWithoutFlightRecorder(Jdk jdk) throws Exception {
        Path image = folder.resolve("image");
        Path log = folder.resolve("jlink.log");
        Process jlink = new ProcessBuilder(
                        jdk.home().resolve("bin/jlink").toString(),
                        "--add-modules",
                        "java.base,java.instrument",
                        "--output",
                        image.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Assumptions.assumeTrue(jlink.waitFor() == 0, "jlink makes no image of " + jdk + ": " + Files.readString(log));
        return image;
    }

    @ParameterizedTest
    @EnumSource
    void optionsThatAreWrongAreToldInOneLine(Jdk jdk) throws Exception {
        Run run = new Patient(jdk).withAgent("treshold=5ms").run(JnrProgram.class.getName());
        assertTrue(run.err().startsWith("semtrail: there is no option treshold=5ms; options are recording, dir, "));
        assertEquals(new Patient(jdk).run(JnrProgram.class.getName()).out(), run.out());
        assertFalse(Files.exists(run.recordings()));
    }

    @ParameterizedTest
    @EnumSource
    void aJarOfAnotherNameRecordsToo(Jdk jdk) throws Exception {
        Path renamed = Files.copy(Patient.agentJar(), folder.resolve("other-name.jar"));
        // The JVM's own line about class data sharing comes with any class path that is appended late.
        Run run = new Patient(jdk)
                .withAgentJar(renamed)
                .withAgent("")
                .withJvmOptions("-Xshare:off")
                .run(JnrProgram.class.getName());
        assertEquals(CALLS, run.certainCalls().size());
        assertEquals(new Patient(jdk).run(JnrProgram.class.getName()).out(), run.out());
    }

    @ParameterizedTest
    @EnumSource
    void theAgentTwiceOnTheCommandLineRecordsOnce(Jdk jdk) throws Exception {
        Run run = new Patient(jdk)
                .withAgent("")
                .withJvmOptions("-javaagent:" + Patient.agentJar() + "=threshold=5ms")
                .run(JnrProgram.class.getName());
        assertEquals(CALLS, run.certainCalls().size());
    }

    private static Run sameAsWithout(Supplier<Patient> patient, Class<?> program) throws Exception {
        Run without = patient.get().run(program.getName());
        Run with = patient.get().withAgent("").run(program.getName());
        assertEquals(0, without.exit(), without::err);
        assertEquals(without.out(), with.out());
        assertEquals(without.err(), with.err());
        assertEquals(0, with.lastStatus().getLong("failures"), () -> failure(with));
        return with;
    }

    private static String failure(Run run) {
        try {
            return run.lastStatus().getString("lastFailure");
        } catch (IOException e) {
            return e.toString();
        }
    }
}
