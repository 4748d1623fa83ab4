package org.semtrail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.program.PuppetStage;

/** The shaded jar beside real JVMs with the real agent, in namespaces of their own; see resources/jfr/stage. */
class JvmRecordingIT {
    private static final String MAKE = "org.semtrail.program.Puppet.make:";

    @TempDir
    private static Path out;

    private static PuppetStage stage;

    @BeforeAll
    static void play() throws Exception {
        stage = new PuppetStage(out);
        try (var in = JvmRecordingIT.class.getResourceAsStream("/jfr/stage")) {
            if (PuppetStage.obstacle().isEmpty()) {
                String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                stage.play(script, Path.of("target/semtrail.jar").toAbsolutePath(), "done", 300);
            }
        }
    }

    /** Before each, for a class that is left before its tests is not even counted as skipped. */
    @BeforeEach
    void hasPlayed() {
        assumeTrue(
                PuppetStage.obstacle().isEmpty(), () -> PuppetStage.obstacle().orElse(""));
    }

    @Test
    void aCommandThatFindsNoRecordingLoadsNothingOfJfr() {
        assertFalse(text("classes").isEmpty());
        assertEquals(
                List.of(),
                text("classes").lines().filter(l -> l.contains("jdk.jfr.")).toList());
    }

    @Test
    void showTellsTheLineOfJavaThatMadeASetAndWhatItsJvmDid() throws IOException {
        JsonNode set = json("live").get("set");
        assertTrue(set.at("/created_by/frame").asText().startsWith(MAKE), set.toString());
        assertEquals("high", set.at("/created_by/confidence").asText());
        assertEquals("in-use", set.get("verdict").asText());
        JsonNode history = set.at("/history/0");
        assertEquals("semget", history.at("/created/call").asText());
        assertEquals(set.at("/created_by/pid"), history.at("/jvm/pid"));
        assertTrue(
                stream(history.get("calls"))
                        .anyMatch(c -> c.get("command") != null
                                && c.get("command").asText().equals("SETVAL")),
                history.toString());
        assertEquals(
                6,
                stream(history.get("usage"))
                        .filter(u -> u.get("call").asText().equals("semop")
                                && u.get("errno").asInt() == 0)
                        .mapToInt(u -> u.get("count").asInt())
                        .sum());
        assertTrue(text("live.txt").contains("  => at " + MAKE), text("live.txt"));
    }

    @Test
    void theLineOfJavaIsKnownAlsoWhenItsChunkHasExpired() throws IOException {
        String[] ids = text("old.ids").strip().split(" ");
        assertTrue(Integer.parseInt(ids[2]) > 2, "several chunks");
        JsonNode set = json("expired").get("set");
        assertTrue(set.at("/created_by/frame").asText().startsWith(MAKE), set.toString());
        assertEquals(json("whole").get("set").at("/created_by"), set.at("/created_by"));
        JsonNode created = set.at("/history/0/created");
        JsonNode recorded = json("whole").get("set").at("/history/0/created");
        assertEquals(
                stream(recorded.get("stack"))
                        .map(JsonNode::asText)
                        .filter(f -> !f.startsWith("org.semtrail.agent."))
                        .toList(),
                stream(created.get("stack")).map(JsonNode::asText).toList());
        assertEquals(1, json("whole").get("set").get("history").size());
        List<String> objects =
                text("retold").lines().filter(l -> l.contains("object = ")).toList();
        assertEquals(
                List.of("object = " + ids[0]),
                objects.stream().map(String::strip).toList());
    }

    @Test
    void withoutRecordingsTheKernelsWordAloneIsTold() throws IOException {
        JsonNode set = json("without").get("set");
        assertTrue(set.get("frame").isNull());
        assertEquals(0, set.get("history").size());
    }

    @Test
    void aJvmInNamespacesOfItsOwnIsFoundThroughItsRoot() throws IOException {
        JsonNode set = json("pod").get("set");
        assertTrue(set.at("/created_by/frame").asText().startsWith(MAKE), set.toString());
        JsonNode jvm = set.at("/history/0/jvm");
        assertTrue(jvm.get("alive").asBoolean());
        assertNotEquals(jvm.get("pid"), jvm.at("/agent/pid"), "as we see it, and as it sees itself");
        assertEquals("in-use", set.get("verdict").asText());
    }

    @Test
    void aRecordingThatOthersStartedIsFoundByTheOpenFile() throws IOException {
        JsonNode set = json("joined").get("set");
        assertTrue(set.at("/created_by/frame").asText().startsWith(MAKE), set.toString());
        assertTrue(set.at("/history/0/jvm/recording").asText().startsWith(out.toString()), set.toString());
    }

    @Test
    void listHasAColumnForTheFrame() {
        assertTrue(text("list.txt").lines().findFirst().orElse("").contains("  FRAME  "), text("list.txt"));
        assertTrue(text("list.txt").contains(MAKE), text("list.txt"));
    }

    @Test
    void doctorTellsWhoWaitsForWhomAndAThreadThatEndedWithTheLock() throws IOException {
        JsonNode waits = finding("bank", "jvm-contention");
        // The first taking may be slow on a busy machine, and then counts as a wait.
        assertTrue(waits.get("what").asText().matches(".* waited [23] times, .*"), waits.toString());
        assertTrue(waits.get("evidence").toString().contains("last recorded taker:"), waits.toString());
        JsonNode kept = finding("bank", "jvm-lock-not-released");
        assertTrue(kept.get("what").asText().startsWith("thread \"second\" of java"), kept.toString());
    }

    @Test
    void doctorTellsWhoRemovedASetAndDoesNotGuess() throws IOException {
        String[] ids = text("removed.ids").strip().split(" ");
        List<String> told = findings("removed", "jvm-set-removed")
                .map(f -> f.get("what").asText())
                .toList();
        assertEquals(2, told.size(), told.toString());
        assertTrue(
                told.stream()
                        .anyMatch(w -> w.contains("set " + ids[0] + " ")
                                && w.contains("removed it, at org.semtrail.program.Puppet.remove:")),
                told.toString());
        assertTrue(
                told.stream()
                        .anyMatch(
                                w -> w.contains("set " + ids[1] + " ") && w.endsWith("Who did that is not recorded.")),
                told.toString());
    }

    @Test
    void doctorTellsALeakAndARefusalByTheirLineOfJava() throws IOException {
        assertTrue(finding("leak", "jvm-leaks-sets").get("what").asText().contains("sets at " + MAKE));
        assertTrue(finding("leak", "jvm-no-space").get("what").asText().contains("The table is full now."));
        assertTrue(finding("leak", "sem-sets-exhausted").get("why").asText().contains("one line of Java"));
        assertTrue(stream(json("leak").get("jvms")).anyMatch(j -> j.get("alive").asBoolean()));
    }

    @Test
    void whatAKilledJvmLeftTellsItsSetsAndIsNotTouched() throws IOException {
        JsonNode set = json("killed").get("set");
        assertTrue(set.at("/created_by/frame").asText().startsWith(MAKE), set.toString());
        assertFalse(set.at("/created_by/alive").asBoolean());
        assertNotEquals("in-use", set.get("verdict").asText());
        assertTrue(Files.exists(out.resolve("untouched")));
    }

    @Test
    void aFetchedRecordingTellsTheSame() throws IOException {
        assertTrue(finding("fetched", "jvm-leaks-sets").get("what").asText().contains(MAKE));
        assertEquals(1, json("fetched").get("jvms").size());
    }

    @Test
    void anotherSetWithTheSameIdIsNotTakenForIt() throws IOException {
        assumeTrue(Files.exists(out.resolve("reused.json")), "needs /proc/sys/kernel/sem_next_id");
        JsonNode set = json("reused").get("set");
        assertEquals(text("reused.id").strip(), set.get("semid").asText());
        assertNotEquals("high", set.at("/created_by/confidence").asText(), set.toString());
        assertNotEquals("medium", set.at("/created_by/confidence").asText(), set.toString());
    }

    @Test
    void whatOthersPlantedIsToldAndNotBelieved() throws IOException {
        JsonNode document = json("planted");
        String unseen = document.get("unseen").toString();
        for (String told : List.of(
                "999999-1 is owned by uid 12345",
                "999998-1",
                "pipe.jfr: no file",
                "a link is not followed",
                "noise.jfr")) {
            assertTrue(unseen.contains(told), told + " in " + unseen);
        }
        // The JVM lives and has its own chunk open, although its name is gone: that may be believed, and nothing else.
        assertFalse(document.get("set").toString().contains("/99999"), document.toString());
    }

    private static JsonNode finding(String document, String id) throws IOException {
        return findings(document, id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding " + id + " in " + text(document + ".json")));
    }

    private static Stream<JsonNode> findings(String document, String id) throws IOException {
        return stream(json(document).get("findings"))
                .filter(f -> f.get("id").asText().equals(id));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(out.resolve(name + ".json")));
    }

    private static String text(String name) {
        return stage.text(name);
    }
}
