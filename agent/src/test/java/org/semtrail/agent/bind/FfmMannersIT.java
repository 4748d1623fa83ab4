package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.jvm.Running;
import org.semtrail.agent.jvm.Scratch;
import org.semtrail.agent.patient.AdvisingAgent;

/** What programs do with FFM beside the usual: it goes on as without the agent, and calls of our functions are told. */
class FfmMannersIT {
    private static final String MANNERS = FfmPrograms.PACKAGE + "FfmMannersProgram";

    @Test
    void everyCaseComesOutAsWithoutTheAgent() throws Exception {
        Run with = patient().withAgent("").run(MANNERS);
        Run without = patient().run(MANNERS);
        assertEquals(without.out(), with.out());
        assertEquals(without.err(), with.err());
        assertEquals(0, with.lastStatus().getLong("failures"), () -> with.toString());
    }

    @Test
    void callsAreToldHoweverTheirHandlesWereMade() throws Exception {
        List<RecordedEvent> calls = patient().withAgent("").run(MANNERS).calls();
        assertEquals(
                List.of(
                        "semop 22",
                        "semget 0",
                        "semtimedop 11",
                        "msgget 2",
                        "semctl 22",
                        "shmdt 0",
                        "shmget 0",
                        "shmat 0",
                        "shmat 22",
                        "shmdt 0",
                        "semop 22"),
                calls.stream()
                        .map(call -> call.getString("call") + " " + call.getInt("errno"))
                        .toList());
        RecordedEvent asNumbers = calls.get(2);
        assertEquals("0:-1", asNumbers.getString("operations"));
        assertEquals(20_000_000, asNumbers.getLong("timeoutNanos"));
        assertEquals(7, calls.get(4).getLong("argument"), "the value in a union");
        assertNotEquals(0, calls.get(7).getLong("address"));
        assertEquals(calls.get(6).getInt("shmid"), calls.get(9).getInt("shmid"));
    }

    @Test
    void aProgramWithoutIpcLoadsNothingOfOursForIt() throws Exception {
        Path log = Scratch.folder("classes").resolve("log");
        Run run = patient()
                .withAgent("")
                .withJvmOptions("-Xlog:class+load:file=" + log)
                .run(FfmPrograms.PACKAGE + "FfmQuietProgram");
        assertEquals("true 4\n", run.out());
        String loaded = Files.readString(log);
        assertTrue(loaded.contains("org.semtrail.agent.bind.FfmHandles "), "the linker passed its handles");
        assertFalse(loaded.contains("bytebuddy"));
        assertFalse(loaded.contains("jdk.jfr."));
        assertFalse(Files.exists(run.recordings()));
    }

    @Test
    void aLinkerThatAnotherAgentHasChangedIsChangedToo() throws Exception {
        Path folder = Scratch.folder("second");
        Path manifest = Files.writeString(
                folder.resolve("manifest"),
                "Premain-Class: " + AdvisingAgent.class.getName() + "\nCan-Retransform-Classes: true\n");
        Path other = folder.resolve("other.jar");
        FfmPrograms.call("jar", "--create", "--file", other.toString(), "--manifest", manifest.toString());
        Run run = patient()
                .withJvmOptionsBefore("-javaagent:" + other)
                .withAgent("")
                .run(MANNERS);
        assertEquals(patient().run(MANNERS).out(), run.out());
        assertEquals(11, run.certainCalls().size());
    }

    @Test
    void aJvmWithoutFlightRecorderIsToldInOneLineOnceItUsesIpc() throws Exception {
        Path image = Scratch.folder("image").resolve("jdk");
        FfmPrograms.call("jlink", "--add-modules", "java.base,java.instrument", "--output", image.toString());
        Run quiet = patient().withJavaHome(image).withAgent("").run(FfmPrograms.PACKAGE + "FfmQuietProgram");
        assertEquals("", quiet.err());
        Run run = patient().withJavaHome(image).withAgent("").run(MANNERS);
        assertEquals("semtrail: does not record: this JVM has no Flight Recorder (module jdk.jfr)\n", run.err());
        assertEquals(patient().run(MANNERS).out(), run.out());
    }

    @Test
    void handlesMadeBeforeTheAgentCameAreSaidNotToBeSeen() throws Exception {
        try (Running jvm = patient()
                .withJvmOptions("-XX:+EnableDynamicAgentLoading")
                .start(FfmPrograms.PACKAGE + "FfmLateProgram")) {
            jvm.awaitOut("early: -1");
            FfmPrograms.call(
                    "jcmd",
                    Long.toString(jvm.pid()),
                    "JVMTI.agent_load " + Patient.agentJar() + " \"dir=" + jvm.recordings() + "\"");
            Run run = jvm.end();
            assertEquals(
                    List.of(3),
                    run.calls().stream().map(call -> call.getInt("key")).toList());
            assertTrue(
                    run.lastStatus().getString("blind").contains("FFM handles that were made before"),
                    run.lastStatus()::toString);
        }
    }

    private static Patient patient() {
        return new Patient(Jdk.JDK_25)
                .withClassPath(FfmPrograms.classPath())
                .withJvmOptions("--enable-native-access=ALL-UNNAMED");
    }
}
