package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.Scenario;

/** What holds for every binding: its program, with the real library and the shaded jar, is recorded call by call and does not notice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BindingContract {
    private static final List<String> CALLS = List.of(
            "semget 0", "semget 2", "semctl 0", "semctl 0", "semop 22", "semtimedop 11", "semctl 0", "semop 22");

    /** That an operation would have blocked is then a failure like others. */
    private static final List<String> CALLS_OF_UNKNOWN_ERRNO =
            List.of("semget", "semget", "semctl", "semctl", "semop", "semop", "semtimedop", "semctl", "semop");

    private final Map<Jdk, Run> runs = new EnumMap<>(Jdk.class);
    private final Map<Jdk, Run> runsWithout = new EnumMap<>(Jdk.class);

    /** As in the field {@code binding} of the events. */
    abstract String binding();

    /** A subclass of {@link Scenario} with a main method. */
    abstract Class<? extends Scenario> program();

    /** Its name; overridden where this JVM cannot load the program. */
    String programName() {
        return program().getName();
    }

    /** Options that the JVM needs for this binding. */
    String[] jvmOptions(Jdk jdk) {
        return new String[0];
    }

    /** Options of the agent. */
    String agentOptions() {
        return "";
    }

    String classPath() {
        return System.getProperty("java.class.path");
    }

    /** Whether Java can know errno through this binding. */
    boolean knowsErrno() {
        return true;
    }

    /** Mere addresses are read after a failure only where its errno says that the kernel has read there too. */
    boolean readsMemory() {
        return knowsErrno();
    }

    boolean runsOn(Jdk jdk) {
        return true;
    }

    final Stream<Jdk> jdks() {
        return Arrays.stream(Jdk.values()).filter(this::runsOn);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theProgramSeesTheSameWithAndWithoutTheAgent(Jdk jdk) throws Exception {
        assertEquals(without(jdk).out(), run(jdk).out());
        assertEquals(0, run(jdk).exit());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theAgentAddsNothingToStderr(Jdk jdk) throws Exception {
        assertEquals(without(jdk).err(), run(jdk).err());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void oneCallIsOneEvent(Jdk jdk) throws Exception {
        assertEquals(
                knowsErrno() ? CALLS : CALLS_OF_UNKNOWN_ERRNO,
                run(jdk).certainCalls().stream()
                        .filter(event -> !isSlowByChance(event))
                        .map(this::callAndErrno)
                        .toList());
    }

    /** On a busy machine one of the many quick operations may take longer than the threshold. */
    private static boolean isSlowByChance(RecordedEvent event) {
        return event.getString("call").equals("semop") && (!event.getBoolean("failed") || event.getInt("errno") == 11);
    }

    private String callAndErrno(RecordedEvent event) {
        return event.getString("call") + (knowsErrno() ? " " + event.getInt("errno") : "");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyEventNamesTheBinding(Jdk jdk) throws Exception {
        assertTrue(run(jdk).calls().stream()
                .allMatch(event -> event.getString("binding").equals(binding())));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void onlyFailuresHaveAnUnknownErrno(Jdk jdk) throws Exception {
        for (RecordedEvent event : run(jdk).calls()) {
            assertEquals(knowsErrno() || !event.getBoolean("failed"), event.getBoolean("errnoKnown"), event::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void argumentsAreThoseOfTheCFunction(Jdk jdk) throws Exception {
        RecordedEvent made = first(jdk, "semget");
        assertEquals(Scenario.KEY, made.getInt("key"));
        assertEquals(2, made.getInt("nsems"));
        assertEquals(Scenario.IPC_CREAT | 0600, made.getInt("semflg"));
        assertEquals(made.getLong("result"), made.getInt("semid"));
        RecordedEvent set = first(jdk, "semctl");
        assertEquals("SETVAL", set.getString("command"));
        assertEquals(1, set.getInt("semnum"));
        assertEquals(3, set.getLong("argument"));
        RecordedEvent waited = first(jdk, "semtimedop");
        assertEquals(readsMemory() ? "0:-1" : null, waited.getString("operations"));
        assertEquals(readsMemory() ? Scenario.WAIT_NANOS : -1, waited.getLong("timeoutNanos"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aWaitAboveTheThresholdIsAnEventAsLongAsTheWait(Jdk jdk) throws Exception {
        long waited = first(jdk, "semtimedop").getDuration().toNanos();
        assertTrue(waited >= Scenario.WAIT_NANOS * 0.95, () -> waited + " ns");
        assertTrue(waited < Scenario.WAIT_NANOS * 20, () -> waited + " ns");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void hotOperationsAreCountedByOutcome(Jdk jdk) throws Exception {
        assertEquals(2 * Scenario.PAIRS, counted(jdk, "semop", 0));
        assertEquals(knowsErrno() ? 1 : 0, counted(jdk, "semop", 11));
    }

    private long counted(Jdk jdk, String call, int errno) throws Exception {
        return run(jdk).events().stream()
                .filter(event -> event.getEventType().getName().equals("org.semtrail.IpcUsage"))
                .filter(event -> event.getString("call").equals(call) && event.getInt("errno") == errno)
                .mapToLong(event -> event.getLong("count"))
                .sum();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theStackShowsTheApplicationBelowOneFrameOfOurs(Jdk jdk) throws Exception {
        for (RecordedEvent event : run(jdk).calls()) {
            List<String> frames = event.getStackTrace().getFrames().stream()
                    .filter(frame -> !frame.getMethod().isHidden())
                    .map(BindingContract::name)
                    .toList();
            assertTrue(frames.get(0).startsWith("org.semtrail.agent.emit.Probe."), event::toString);
            assertTrue(
                    frames.stream()
                            .skip(1)
                            .noneMatch(frame -> frame.matches("org\\.semtrail\\.agent\\.(emit|bind|call)\\..*")),
                    event::toString);
            assertTrue(frames.contains(programName() + "." + event.getString("call")), event::toString);
        }
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theAgentHadNoFailureOfItsOwn(Jdk jdk) throws Exception {
        RecordedEvent last = run(jdk).lastStatus();
        assertEquals(0, last.getLong("failures"), () -> last.getString("lastFailure"));
        assertTrue(last.getString("instrumented").contains(binding()), last::toString);
    }

    private RecordedEvent first(Jdk jdk, String call) throws Exception {
        return run(jdk).calls().stream()
                .filter(event -> event.getString("call").equals(call))
                .findFirst()
                .orElseThrow();
    }

    final Run run(Jdk jdk) throws IOException, InterruptedException {
        Run run = runs.get(jdk);
        if (run == null) {
            run = patient(jdk).withAgent(agentOptions()).run(programName());
            runs.put(jdk, run);
        }
        return run;
    }

    private Run without(Jdk jdk) throws IOException, InterruptedException {
        Run run = runsWithout.get(jdk);
        if (run == null) {
            run = patient(jdk).run(programName());
            runsWithout.put(jdk, run);
        }
        return run;
    }

    private Patient patient(Jdk jdk) {
        return new Patient(jdk).withJvmOptions(jvmOptions(jdk)).withClassPath(classPath());
    }
}
