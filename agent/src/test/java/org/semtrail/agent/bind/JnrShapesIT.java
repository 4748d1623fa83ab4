package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.JnrShapes;

/** Every shape of method that JNR makes is recorded, with its arguments. */
class JnrShapesIT {
    private static final List<String> EXPECTED = List.of(
            "semget key 0 ok",
            "semop 0:+1 ok",
            "semop 0:+1 ok",
            "semop 0:+1 ok",
            "semop 0:+1, 0:-2 ok",
            "semop 0:+3 ok",
            "semctl SETVAL 7 ok",
            "semctl GETVAL 0 ok",
            "ftok /no/such/file 2",
            "semget key 119 by number ok",
            "semop 0:+1 by number ok",
            "semop 0:+1 by number 22",
            "shmdt 22",
            "semop null 14",
            "semop null 22",
            "msgget key 153 unknown",
            "semget key 24301 2",
            "semctl IPC_RMID 0 ok",
            "semget key 152 unknown",
            "msgget key 152 2");

    @ParameterizedTest
    @EnumSource
    void generatedMethods(Jdk jdk) throws Exception {
        check(jdk);
    }

    @ParameterizedTest
    @EnumSource
    void methodsWithoutNativeStubs(Jdk jdk) throws Exception {
        check(jdk, "-Djnr.ffi.x86asm.enabled=false");
    }

    @ParameterizedTest
    @EnumSource
    void proxies(Jdk jdk) throws Exception {
        check(jdk, "-Djnr.ffi.asm.enabled=false");
    }

    @ParameterizedTest
    @EnumSource
    void anOlderJnr(Jdk jdk) throws Exception {
        String older = Path.of("target/older-jnr").toAbsolutePath() + "/*:";
        check(() -> new Patient(jdk).withClassPath(older + System.getProperty("java.class.path")));
    }

    private static void check(Jdk jdk, String... jvmOptions) throws Exception {
        check(() -> new Patient(jdk).withJvmOptions(jvmOptions));
    }

    private static void check(Supplier<Patient> patient) throws Exception {
        String program = JnrShapes.class.getName();
        Run without = patient.get().run(program);
        Run with = patient.get().withAgent("threshold=0").run(program);
        assertEquals(0, without.exit(), without::err);
        assertEquals(without.out(), with.out());
        assertEquals(without.err(), with.err());
        assertEquals(EXPECTED, with.calls().stream().map(JnrShapesIT::told).toList(), with::out);
        assertEquals(0, with.lastStatus().getLong("failures"), () -> lastFailure(with));
    }

    private static String lastFailure(Run run) {
        try {
            return run.lastStatus().getString("lastFailure");
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static String told(RecordedEvent event) {
        StringBuilder text = new StringBuilder(event.getString("call"));
        text.append(event.hasField("key") && !event.hasField("path") ? " key " + event.getInt("key") : "");
        text.append(event.hasField("operations") ? " " + event.getString("operations") : "");
        text.append(
                event.hasField("command") ? " " + event.getString("command") + " " + event.getLong("argument") : "");
        text.append(event.hasField("path") ? " " + event.getString("path") : "");
        text.append(event.getBoolean("viaSyscall") ? " by number" : "");
        String errno = event.getBoolean("errnoKnown") ? " " + event.getInt("errno") : " unknown";
        return text.append(event.getBoolean("failed") ? errno : " ok").toString();
    }
}
