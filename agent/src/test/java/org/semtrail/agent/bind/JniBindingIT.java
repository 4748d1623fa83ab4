package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.JniProgram;
import org.semtrail.agent.patient.Scenario;

/** Native methods with C code of their own. */
class JniBindingIT extends BindingContract {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void compile() throws Exception {
        Path include = Path.of(System.getProperty("java.home"), "include");
        Assumptions.assumeTrue(isInstalled("gcc"), "no gcc for a JNI library");
        Assumptions.assumeTrue(Files.exists(include.resolve("jni.h")), "no jni.h in " + include);
        Process gcc = new ProcessBuilder(
                        "gcc",
                        "-shared",
                        "-fPIC",
                        "-o",
                        library().toString(),
                        "-I" + include,
                        "-I" + include.resolve("linux"),
                        "src/test/c/ipc.c")
                .inheritIO()
                .start();
        assertEquals(0, gcc.waitFor());
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, command)));
    }

    private static Path library() {
        return folder.resolve("libipc.so");
    }

    @Override
    String binding() {
        return "jni";
    }

    @Override
    Class<? extends Scenario> program() {
        return JniProgram.class;
    }

    @Override
    String[] jvmOptions(Jdk jdk) {
        String load = "-Dlibrary=" + library();
        return jdk.isAtLeast22() ? new String[] {load, "--enable-native-access=ALL-UNNAMED"} : new String[] {load};
    }

    @Override
    String agentOptions() {
        String type = JniProgram.class.getName() + "$LibC";
        return "native=" + type + "#command=semctl:semid=1,semnum=2,op=0,arg=3,native=" + type + "#fail=semop:semid=0";
    }

    @Override
    boolean knowsErrno() {
        return false;
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aMappedMethodMayHaveNoParameters(Jdk jdk) throws Exception {
        String method = JniProgram.class.getName() + "$LibC#nothing";
        Run run = new Patient(jdk)
                .withJvmOptions(jvmOptions(jdk))
                .withAgent("native=" + method)
                .run(programName());
        assertEquals(0, run.exit(), run::err);
        assertEquals(
                List.of(method),
                run.calls().stream()
                        .filter(event -> event.hasField("method"))
                        .map(event -> event.getString("method"))
                        .toList());
        assertTrue(
                run.calls().stream().anyMatch(event -> event.getString("call").equals("semget")));
    }
}
