package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;

/** Which of several copies of a chunk is read. */
class RecordingPassTest {
    /** An event of a type that is not described: three bytes, its size and its type. */
    private static final byte[] MORE = {3, (byte) 0xff, 0x7f};

    @TempDir
    private Path temp;

    private final Map<String, Long> events = new HashMap<>();

    private final RecordingPass.Listener listener = new RecordingPass.Listener() {
        @Override
        public void event(RecordingPass.Part part, AgentStatus jvm, JvmEvent event) {
            events.merge(part.file().getFileName().toString(), 1L, Long::sum);
        }

        @Override
        public void ended(RecordingPass.Part part, AgentStatus jvm, RecordingPass.Outcome outcome) {
            assertEquals(null, outcome.flaw());
        }
    };

    private static byte[] grown(byte[] chunk) {
        byte[] grown = Arrays.copyOf(chunk, chunk.length + MORE.length);
        System.arraycopy(MORE, 0, grown, chunk.length, MORE.length);
        ByteBuffer.wrap(grown).putLong(8, grown.length);
        return grown;
    }

    @Test
    void ofAChunkThatWasFetchedTwiceWhileItGrewTheLongerIsReadAndOnce() throws IOException {
        byte[] chunk = CapturedJvm.bytes("finished.jfr");
        Path first = Files.write(temp.resolve("first.jfr"), chunk);
        Path second = Files.write(temp.resolve("second.jfr"), grown(chunk));
        RecordingPass pass = new RecordingPass(temp);
        List.of(first, second).forEach(pass::announce);
        List<Unseen> unseen = pass.read(first, listener);
        assertTrue(unseen.toString().contains("is read from another file"), unseen.toString());
        assertEquals(List.of(), pass.read(second, listener));
        assertEquals(1, events.size(), events.toString());
        assertTrue(events.get("second.jfr") > 3, events.toString());
    }
}
