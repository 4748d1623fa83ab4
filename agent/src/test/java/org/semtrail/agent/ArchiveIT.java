package org.semtrail.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.JnrProgram;

/** The two recipes of agent/README.md for class-data archives, of an application and of the agent in it. */
class ArchiveIT {
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    @TempDir
    Path folder;

    @Test
    void aClassListOfARunWithTheAgentMakesAnArchive() throws Exception {
        Path list = folder.resolve("app.lst");
        Path archive = folder.resolve("app.jsa");
        succeeds(patient(Jdk.OF_THE_BUILD, "-XX:DumpLoadedClassList=" + list));
        dump(Jdk.OF_THE_BUILD, "-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive);
        recordsOutOf(Jdk.OF_THE_BUILD, "-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void anAotConfigurationOfARunWithTheAgentMakesACache() throws Exception {
        Path configuration = folder.resolve("app.conf");
        Path cache = folder.resolve("app.aot");
        succeeds(patient(Jdk.JDK_25, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration));
        dump(
                Jdk.JDK_25,
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + configuration,
                "-XX:AOTCache=" + cache,
                "--add-modules=java.instrument",
                NATIVE_ACCESS);
        recordsOutOf(Jdk.JDK_25, "-XX:AOTCache=" + cache);
    }

    private void recordsOutOf(Jdk jdk, String archive) throws Exception {
        Path loaded = folder.resolve("loaded");
        Run run = succeeds(patient(jdk, archive, "-Xlog:class+load:file=" + loaded));
        assertTrue(run.calls().stream()
                .anyMatch(event -> event.getEventType().getName().equals("org.semtrail.SemGet")));
        List<String> notShared = Files.readAllLines(loaded).stream()
                .filter(line ->
                        line.contains("jnr.ffi.LibraryLoader ") || line.contains("semtrail.agent.bind.JnrBinding "))
                .filter(line -> !line.contains("shared objects file"))
                .toList();
        assertEquals(List.of(), notShared);
        // Unsafe and its warning are JNR's.
        assertEquals(
                List.of(),
                Stream.concat(run.out().lines(), run.err().lines())
                        .filter(line -> line.contains("[cds") || line.contains("[aot"))
                        .toList());
    }

    private Run succeeds(Patient patient) throws IOException, InterruptedException {
        Run run = patient.run(JnrProgram.class.getName());
        assertEquals(0, run.exit(), run.err());
        return run;
    }

    private Patient patient(Jdk jdk, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        if (jdk.isAtLeast22()) {
            all.add(NATIVE_ACCESS);
        }
        return new Patient(jdk).withAgent("").withClassPath(classPath()).withJvmOptions(all.toArray(new String[0]));
    }

    /** Without the agent, for the JVM makes no archive with one; its classes are found where the agent's manifest will put them. */
    private void dump(Jdk jdk, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.home().resolve("bin/java").toString());
        command.add("-Xbootclasspath/a:" + Patient.agentJar());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath()));
        Path log = folder.resolve("dump.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertEquals(0, process.waitFor(), Files.readString(log));
    }

    /** Archives know jars only: the test's classes in one, and the jars of JNR. */
    private String classPath() {
        String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && !entry.endsWith("semtrail-agent.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        Path own = folder.resolve("program.jar");
        if (!Files.exists(own)) {
            ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
            assertEquals(0, jar.run(System.out, System.err, "-cf", own.toString(), "-C", "target/test-classes", "."));
        }
        return own + File.pathSeparator + jars;
    }
}
