package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.JnaDirectShapes;
import org.semtrail.agent.patient.JnaShapes;

/** Every shape of method that JNA knows is recorded, with its arguments. */
class JnaShapesIT {
    private static final List<String> BY_INTERFACE = List.of(
            "jna semget key 0 ok",
            "jna semop 0:+1 ok",
            "jna semop 0:+2, 0:-1 ok",
            "jna semop 0:+1 ok",
            "jna semop 0:+1 ok",
            "jna semop 0:+1 ok",
            "jna semop 0:+1, 0:-2 ok",
            "jna semop 0:+1 ok",
            "jna semop 0:+1 ok",
            "jna semop 0:+1 ok",
            "jna semop null 14",
            "jna semop null 22",
            "jna semctl SETVAL 7 ok",
            "jna semctl GETVAL 0 ok",
            "jna ftok /no/such/file 2",
            "jna sem_open /semtrail-none 2",
            "jna sem_open / 22",
            "jna shmat 22",
            "jna semget key 119 by number ok",
            "jna semop 0:+1 by number ok",
            "jna semop 0:+1 by number 22",
            "jna semget key 24301 2",
            "jna semget key 24302 2",
            "jna semctl IPC_RMID 0 ok",
            "jna semctl IPC_RMID 0 ok",
            "jna semget key 24303 2",
            "jna semop 0:+1, … 22",
            "jna semget key 24303 by number 2");

    private static final List<String> DIRECT = List.of(
            "jna-direct semget key 0 ok",
            "jna-direct semop 0:+1 ok",
            "jna-direct semop 0:+1 ok",
            "jna-direct semop 0:+1 ok",
            "jna-direct semop 0:+2 ok",
            "jna-direct semop 0:+2 ok",
            "jna-direct semop null 14",
            "jna-direct ftok /no/such/file 2",
            "jna-direct sem_open /semtrail-none 2",
            "jna-direct shmat 22",
            "jna-direct semop 0:+1 by number ok",
            "jna-direct semop 0:+1 by number 22",
            "jna-direct semctl IPC_RMID 0 ok",
            "jna-direct semget key 24303 2",
            "jna-direct semop 0:+1 22",
            "jna-direct semget key 24288 2",
            "jna-direct semget key 24289 2",
            "jna-direct semget key 24290 2");

    @ParameterizedTest
    @EnumSource
    void methodsOfInterfaces(Jdk jdk) throws Exception {
        check(jdk, JnaShapes.class, "threshold=0", BY_INTERFACE);
    }

    @ParameterizedTest
    @EnumSource
    void nativeMethods(Jdk jdk) throws Exception {
        check(
                jdk,
                JnaDirectShapes.class,
                "threshold=0,native=" + JnaDirectShapes.class.getName() + "$Mapped#makeSet=semget",
                DIRECT);
    }

    private static void check(Jdk jdk, Class<?> program, String options, List<String> expected) throws Exception {
        Run without = new Patient(jdk).run(program.getName());
        Run with = new Patient(jdk).withAgent(options).run(program.getName());
        assertEquals(0, without.exit(), without::err);
        assertEquals(without.out(), with.out());
        assertEquals(without.err(), with.err());
        assertEquals(
                String.join("\n", expected),
                String.join("\n", with.calls().stream().map(JnaShapesIT::told).toList()),
                with::out);
        RecordedEvent status = with.lastStatus();
        assertEquals(0, status.getLong("failures"), () -> status.getString("lastFailure"));
    }

    private static String told(RecordedEvent event) {
        StringBuilder text = new StringBuilder(event.getString("binding") + " " + event.getString("call"));
        text.append(event.hasField("key") && !event.hasField("path") ? " key " + event.getInt("key") : "");
        text.append(event.hasField("operations") ? " " + event.getString("operations") : "");
        text.append(
                event.hasField("command") ? " " + event.getString("command") + " " + event.getLong("argument") : "");
        text.append(event.hasField("path") ? " " + event.getString("path") : "");
        text.append(event.hasField("name") ? " " + event.getString("name") : "");
        text.append(event.getBoolean("viaSyscall") ? " by number" : "");
        String errno = event.getBoolean("errnoKnown") ? " " + event.getInt("errno") : " unknown";
        return text.append(event.getBoolean("failed") ? errno : " ok").toString();
    }
}
