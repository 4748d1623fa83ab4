package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.AprProgram;

/** Mutexes of APR through Tomcat Native, without any mapping by the user. */
class AprIT {
    @ParameterizedTest
    @EnumSource
    void makersAndFailuresAreEventsAndLocksAreCounted(Jdk jdk) throws Exception {
        Run run = run(jdk);
        assertEquals("locked: 0\nrefused: 2\ndestroyed: 0\n", run.out());
        assertEquals(
                List.of("Lock#create ok", "Lock#create 2", "Lock#destroy ok"),
                run.calls().stream()
                        .filter(event -> event.getString("method").matches(".*#(create|destroy)"))
                        .map(AprIT::told)
                        .toList());
        assertEquals(List.of("Lock#lock 10", "Lock#unlock 10"), counted(run));
    }

    private static String told(RecordedEvent event) {
        String method = event.getString("method").replace("org.apache.tomcat.jni.", "");
        return method + " " + (event.getBoolean("failed") ? event.getInt("errno") + "" : "ok");
    }

    private static List<String> counted(Run run) throws Exception {
        return run.events().stream()
                .filter(event -> event.getEventType().getName().equals("org.semtrail.IpcUsage"))
                .filter(event -> event.getInt("errno") == 0)
                .map(event ->
                        event.getString("call").replace("org.apache.tomcat.jni.", "") + " " + event.getLong("count"))
                .sorted()
                .toList();
    }

    private static Run run(Jdk jdk) throws Exception {
        Optional<Path> library = library();
        Assumptions.assumeTrue(library.isPresent(), "no libtcnative-1.so below /usr/lib");
        Patient patient = new Patient(jdk)
                .withAgent("")
                .withJvmOptions("-Djava.library.path=" + library.get().getParent());
        if (jdk.isAtLeast22()) {
            patient.withJvmOptions("--enable-native-access=ALL-UNNAMED");
        }
        Run run = patient.run(AprProgram.class.getName());
        assertEquals("", run.err());
        return run;
    }

    private static Optional<Path> library() throws Exception {
        try (Stream<Path> files =
                Files.find(Path.of("/usr/lib"), 2, (path, attributes) -> path.endsWith("libtcnative-1.so"))) {
            return files.findFirst();
        }
    }
}
