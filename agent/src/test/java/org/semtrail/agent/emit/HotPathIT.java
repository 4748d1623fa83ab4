package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.HotProgram;

/** What a successful operation costs besides time: nothing on the heap; and which of them are timed. */
class HotPathIT {
    private static final long CALLS = 4L * HotProgram.PAIRS;

    @ParameterizedTest
    @EnumSource
    void successfulOperationsLeaveNothingOnTheHeap(Jdk jdk) throws Exception {
        Run run = new Patient(jdk).withAgent("").run(HotProgram.class.getName());
        assertEquals("bytes a call: 0, failed: 0\n", run.out());
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationIsCountedAndThoseThatCanBlockAreTimed(Jdk jdk) throws Exception {
        List<RecordedEvent> usage = usage(new Patient(jdk).withAgent("").run(HotProgram.class.getName()));
        assertEquals(CALLS, sum(usage, "count"));
        assertEquals(CALLS / 2 + CALLS / 2 / 16, sum(usage, "timed"));
    }

    @ParameterizedTest
    @EnumSource
    void onRequestEveryOperationIsTimed(Jdk jdk) throws Exception {
        List<RecordedEvent> usage =
                usage(new Patient(jdk).withAgent("timing=all").run(HotProgram.class.getName()));
        assertEquals(CALLS, sum(usage, "count"));
        assertEquals(CALLS, sum(usage, "timed"));
        long inHistograms = usage.stream()
                .flatMap(event -> List.of(event.getString("histogram").split(" ")).stream())
                .mapToLong(Long::parseLong)
                .sum();
        assertEquals(CALLS, inHistograms);
        assertTrue(sum(usage, "totalNanos") > CALLS * 50, usage::toString);
    }

    private static List<RecordedEvent> usage(Run run) throws Exception {
        return run.events().stream()
                .filter(event -> event.getEventType().getName().equals("org.semtrail.IpcUsage"))
                .filter(event -> event.getString("call").equals("semop"))
                .toList();
    }

    private static long sum(List<RecordedEvent> events, String field) {
        return events.stream().mapToLong(event -> event.getLong(field)).sum();
    }
}
