package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;

/** Many threads that call the same handles at once, and fail in three ways: each has its own errno. */
class FfmThreadsIT {
    private static final int THREADS = 200;
    private static final int ROUNDS = 100;

    @ParameterizedTest
    @ValueSource(strings = {"virtual", "platform"})
    void everyCallIsCountedUnderItsOwnErrno(String kind) throws Exception {
        Run run = new Patient(Jdk.JDK_25)
                .withClassPath(FfmPrograms.classPath())
                .withJvmOptions("--enable-native-access=ALL-UNNAMED")
                .withAgent("")
                .run(
                        FfmPrograms.PACKAGE + "FfmThreadsProgram",
                        kind,
                        Integer.toString(THREADS),
                        Integer.toString(ROUNDS));
        assertEquals("wrong: 0\n", run.out());
        assertEquals(THREADS * ROUNDS, counted(run, "semget", 2));
        assertEquals(THREADS * ROUNDS, counted(run, "semop", 7));
        assertEquals(THREADS * ROUNDS, counted(run, "shmdt", 22));
        assertEquals(0, run.lastStatus().getLong("failures"), run.lastStatus()::toString);
        assertTrue(run.calls().stream().allMatch(call -> call.getBoolean("virtualThread") == kind.equals("virtual")));
    }

    private static long counted(Run run, String call, int errno) throws Exception {
        return run.events().stream()
                .filter(event -> event.getEventType().getName().equals("org.semtrail.IpcUsage"))
                .filter(event -> event.getString("call").equals(call) && event.getInt("errno") == errno)
                .mapToLong(event -> event.getLong("count"))
                .sum();
    }
}
