package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.JnaLateProgram;

/** A JNA that was in use before the agent came: all but the native methods that are linked already is recorded from then on. */
class JnaLateIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsCalledAfterwardsIsRecorded(Jdk jdk) throws Exception {
        Run without = patient(jdk).run(JnaLateProgram.class.getName());
        Run with = patient(jdk)
                .run(
                        JnaLateProgram.class.getName(),
                        Patient.agentJar().toString(),
                        "wait=1m,threshold=10s,dir=" + folder);
        // Not stderr: a JVM that shares class data says a line when it is attached to.
        assertEquals(without.out(), with.out());
        Run recorded = new Run(with.exit(), with.out(), with.err(), folder);
        List<String> calls = recorded.calls().stream().map(JnaLateIT::told).toList();
        assertEquals(
                Stream.concat(
                                Stream.of("jna semget 2"),
                                Stream.of("jna-direct", "jna").flatMap(JnaLateIT::scenario))
                        .toList(),
                calls);
        RecordedEvent status = recorded.lastStatus();
        assertEquals(0, status.getLong("failures"), () -> status.getString("lastFailure"));
        assertTrue(status.getString("blind").contains("JNA direct mappings"), status::toString);
    }

    /** The failures and the calls that come one by one, of a program that all bindings share. */
    private static Stream<String> scenario(String binding) {
        return Stream.of("semget 0", "semget 2", "semctl 0", "semctl 0", "semop 22", "semctl 0", "semop 22")
                .map(call -> binding + " " + call);
    }

    private static String told(RecordedEvent event) {
        return event.getString("binding") + " " + event.getString("call") + " " + event.getInt("errno");
    }

    private static Patient patient(Jdk jdk) {
        Patient patient = new Patient(jdk).withJvmOptions("-Djdk.attach.allowAttachSelf=true");
        return jdk.isAtLeast22() ? patient.withJvmOptions("-XX:+EnableDynamicAgentLoading") : patient;
    }
}
