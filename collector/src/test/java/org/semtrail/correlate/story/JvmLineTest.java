package org.semtrail.correlate.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.jfr.JvmCall;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.JvmEvent.JvmInformation;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmStack;
import org.semtrail.capture.jfr.JvmThread;
import org.semtrail.capture.jfr.RecordingPass.Outcome;
import org.semtrail.capture.jfr.RecordingPass.Part;

/** What a recording alone tells of its JVM, fetched from another host. */
class JvmLineTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final Part PART = new Part(Path.of("/evidence/a.jfr"), AT, AT.plusSeconds(9), 1, false, 0, 0);

    private static AgentStatus status(String main, String java, String user, String cgroup) {
        return new AgentStatus(
                AT, "1", "", false, "", "", 0, 0, 0, "", "/r", 5, 1, 7, 1, "this", main, java, user, cgroup);
    }

    private static Story story(AgentStatus status) {
        StoryBuilder builder = new StoryBuilder(Asked.ALL, JvmLine.Home::of);
        JvmCall call = new JvmCall(
                AT, Duration.ofNanos(9), "semget", "jna", false, 1, false, 0, false, JvmThread.UNKNOWN, JvmStack.NONE);
        builder.event(PART, status, new SemGet(call, 0, 1, 01600, 1));
        builder.event(PART, status, new JvmInformation(AT, "com.acme.Other", "21.0.1+12"));
        builder.event(PART, status, status);
        builder.ended(PART, status, new Outcome(2, 0, null));
        return StoryEnd.of(builder, new Told());
    }

    @Test
    void theAgentTellsMainUnitAndUser() {
        Story story = story(status("/opt/shop/shop.jar", "17.0.1", "shop", "0::/system.slice/shop.service"));
        JvmLine jvm = story.jvms().get(0);
        assertEquals("JVM shop.jar (pid 5)", jvm.label());
        assertEquals("17.0.1", jvm.java());
        Story.Process process = story.processes().get(0);
        assertEquals("/opt/shop/shop.jar", process.name());
        assertEquals("shop.service", process.unit());
        assertEquals(List.of("shop.service"), story.activity().units());
        assertEquals(List.of("shop"), story.activity().owners());
    }

    @Test
    void aContainerIsToldByItsControlGroup() {
        String id = "0123456789abcdef".repeat(4);
        Story story = story(status("com.acme.Main", "17.0.1", "root", "0::/system.slice/docker-" + id + ".scope"));
        assertEquals(id, story.processes().get(0).container());
    }

    @Test
    void filesOfOneNameInTwoFoldersAreOfTwoJvmsWhereTheAgentSaysNothing() {
        Instant now = Instant.parse("2026-11-24T10:00:00Z");
        List<String> keys = Stream.of("a/1.jfr", "b/1.jfr")
                .map(f -> JvmLine.key(new Part(Path.of(f), now, now, 0, false, 0, 0), null))
                .distinct()
                .toList();
        assertEquals(2, keys.size(), keys.toString());
    }

    @Test
    void ofAnOlderAgentTheJdkTellsMainAndVersionAndTheRestIsNotKnown() {
        Story story = story(status("", "", "", ""));
        assertEquals("JVM com.acme.Other (pid 5)", story.jvms().get(0).label());
        assertEquals("21.0.1+12", story.jvms().get(0).java());
        assertNull(story.processes().get(0).unit());
        assertEquals(List.of("unknown"), story.activity().owners());
    }
}
