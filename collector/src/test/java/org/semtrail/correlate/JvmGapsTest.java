package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.host.UserNames;
import org.semtrail.capture.jfr.MadeJvm;

class JvmGapsTest {
    private static MadeJvm jvm(int pid) {
        return new MadeJvm(pid, MadeHost.NS, Instant.ofEpochSecond(MadeHost.MADE));
    }

    private static List<Unseen> unseen(MadeJvm... jvms) {
        UserNames names = UserNames.read(new HostRoot(java.nio.file.Path.of("/nonexistent")));
        return new HostFacts(MadeHost.NOW, MadeHost.NS, List.of(), List.of(), true, names, List.of())
                .withRecordings(MadeJvm.recordings(jvms))
                .unseen();
    }

    @Test
    void whatAnAgentCouldNotSeeOrWriteIsTold() {
        String told = unseen(jvm(1).blind("JNA: too late", 7)).toString();
        assertTrue(told.contains("the agent does not see JNA: too late"), told);
        assertTrue(told.contains("could not write 7 events"), told);
    }

    @Test
    void theSameOfManyJvmsIsToldOnceAndAllTogetherInFewWords() {
        MadeJvm[] same = IntStream.range(1, 90)
                .mapToObj(i -> jvm(i).blind("JNA: too late", 0))
                .toArray(MadeJvm[]::new);
        assertEquals(1, unseen(same).size());
        assertTrue(unseen(same).get(0).what().endsWith("and of 88 more JVMs"));
        MadeJvm[] many = IntStream.range(1, 90)
                .mapToObj(i -> jvm(i).blind("x".repeat(9_000), i))
                .toArray(MadeJvm[]::new);
        assertTrue(unseen(many).size() < 20 && unseen(many).toString().length() < 8_000);
    }

    @Test
    void ofAnotherHostNothingIsMissingHere() {
        assertEquals(List.of(), unseen(jvm(1).blind("JNA", 7).ofAnotherHost()));
    }
}
