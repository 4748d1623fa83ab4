package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a chunk begins with, told to a real recording. */
class LiveObjectsTest {
    /** JFR begins another chunk when one is larger than 12 MB; what begins it must leave most of that to what happens. */
    private static final long MOST_BYTES = 6_000_000;

    private static final int WAYS = 12;

    @TempDir
    private Path folder;

    private final Site get = new Site.Builder("semget", "test of live objects", EventKind.SEM_GET).site();
    private final Site control = new Site.Builder("semctl", "test of live objects", EventKind.SEM_CONTROL).site();

    @BeforeEach
    void register() {
        FlightRecorder.register(LiveObject.class);
    }

    @AfterEach
    void removeAll() {
        for (int id = 0; id < LiveObjects.MOST; id++) {
            long[] arguments = {id, 0, 0, 0, 0};
            LiveObjects.follow(new Call(control, 1000, 2000, 0, false, 0, arguments, null, null));
        }
    }

    @Test
    void aChunkIsNotFilledByALeakOfOneLineAndHasItsWholeStack() throws IOException {
        for (int id = 0; id < LiveObjects.MOST; id++) {
            make(id);
        }
        List<RecordedEvent> told = told();
        assertEquals(LiveObjects.MOST, told.size());
        Set<Long> numbers = told.stream().map(e -> e.getLong("stackNumber")).collect(Collectors.toSet());
        List<String> stacks = told.stream()
                .map(e -> e.getString("stack"))
                .filter(s -> s != null)
                .toList();
        assertEquals(1, numbers.size());
        assertEquals(1, stacks.size());
        assertTrue(stacks.get(0).lines().count() > 30, stacks.get(0));
        assertTrue(length(told) < MOST_BYTES / 10, length(told) + " bytes");
    }

    @Test
    void aChunkIsNotFilledByObjectsThatHaveEachAStackAndALongNameOfTheirOwn() throws IOException {
        String name = Thread.currentThread().getName();
        for (int id = 0; id < LiveObjects.MOST; id++) {
            Thread.currentThread().setName(id + " is the name of this thread".repeat(100));
            through(WAYS, id);
        }
        Thread.currentThread().setName(name);
        List<RecordedEvent> told = told();
        assertEquals(
                LiveObjects.MOST,
                told.stream().map(e -> e.getLong("stackNumber")).distinct().count());
        assertTrue(told.stream().allMatch(e -> e.getString("stack").lines().count() > 2));
        assertTrue(length(told) < MOST_BYTES, length(told) + " bytes");
    }

    @Test
    void onlyACallThatIsToldLaterIsNoLossBeforeAnybodyWrites() {
        long[] arguments = {0, 1, 0600, 0, 0};
        assertTrue(LiveObjects.follow(new Call(get, 1000, 2000, 7, false, 0, arguments, null, null)));
        assertFalse(LiveObjects.follow(new Call(get, 1000, 2000, 7, false, 0, arguments, null, null)), "found again");
        assertFalse(LiveObjects.follow(new Call(get, 1000, 2000, -1, true, 28, arguments, null, null)), "failed");
        assertFalse(LiveObjects.follow(
                new Call(control, 1000, 2000, 0, false, 0, new long[] {7, 0, 16, 0, 0}, null, null)));
    }

    /** Takes another way through the JDK, whose frames are told, for each number; ours are left out as the agent's. */
    private void through(int depth, int number) {
        if (depth == 0) {
            make(number);
        } else if ((number & 1 << (depth - 1)) == 0) {
            Stream.of(number).forEach(n -> through(depth - 1, n));
        } else {
            List.of(number).forEach(n -> through(depth - 1, n));
        }
    }

    private void make(int id) {
        long[] arguments = {0, 1, 0600, 0, 0};
        LiveObjects.follow(new Call(get, 1000, 2000, id, false, 0, arguments, null, null));
    }

    /** Of the texts that a program can make long. */
    private static long length(List<RecordedEvent> told) {
        return told.stream()
                .flatMap(e -> Stream.of("stack", "threadName").map(e::getString))
                .mapToLong(text -> text == null ? 0 : text.length())
                .sum();
    }

    private List<RecordedEvent> told() throws IOException {
        Path file = folder.resolve("told.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(LiveObject.class).with("period", "1 h");
            recording.start();
            LiveObjects.tell();
            recording.stop();
            recording.dump(file);
        }
        // A site wakes the recorder, which tells by itself: at each beginning, were it not for the period, and once on
        // its thread.
        return RecordingFile.readAllEvents(file).stream()
                .filter(e -> e.getThread() != null
                        && e.getThread().getJavaThreadId()
                                == Thread.currentThread().getId())
                .filter(e -> e.getEventType().getName().equals("org.semtrail.LiveObject"))
                .toList();
    }
}
