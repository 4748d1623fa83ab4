package org.semtrail.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Between a plan and its execution the world goes on: what was condemned and changed stays, and a receipt tells. */
class PruneScenarioIT {
    private static final String[] ALL = {"prune", "--apply", "--include", "presumed-orphan", "--json", "--receipts"};

    /** Scenario and reader, and how many of them the tests need. */
    private static final Map<String, Integer> SETTINGS = Map.of(
            "condemned inside", 7,
            "crashed entered", 2,
            "crashed-after-use entered", 1,
            "double-fork-daemon entered", 1,
            "double-fork-daemon nobody", 1,
            "root-parent-only entered", 1,
            "table-that-changes-while-it-is-read entered", 1);

    @TempDir
    static Path folder;

    private static Semtrail semtrail;
    private static final Map<String, Queue<CompletableFuture<Stage>>> stages = new HashMap<>();

    /** All stages are set up side by side, for most of their time is waiting. */
    @BeforeAll
    static void prepare() throws IOException {
        assumeTrue(Scenarios.obstacle().isEmpty(), () -> Scenarios.obstacle().orElseThrow());
        semtrail = Semtrail.in(folder);
        ExecutorService players = Executors.newCachedThreadPool();
        SETTINGS.forEach((setting, times) -> stages.put(
                setting,
                IntStream.range(0, times)
                        .mapToObj(time -> CompletableFuture.supplyAsync(
                                () -> Stage.play(setting.split(" ")[0], setting.split(" ")[1]), players))
                        .collect(Collectors.toCollection(ArrayDeque::new))));
        players.shutdown();
    }

    /** Stages that no test has taken. */
    @AfterAll
    static void strike() {
        stages.values().stream()
                .flatMap(Queue::stream)
                .forEach(stage -> stage.join().close());
    }

    /** The other set of the start may go or stay: whoever uses one of them may use both. */
    @ParameterizedTest
    @CsvSource({"remove, gone", "chown, changed", "recreate, changed", "await, in-use", "operate, changed"})
    void keepsWhatChangedWhileItAsked(String change, String reason) throws IOException {
        try (Stage stage = play("condemned", "inside")) {
            int cache = stage.semid("cache");
            Path receipts = folder.resolve(change + ".jsonl");
            Output output = apply(stage, receipts, change, "y");

            assertEquals(1, output.exit(), output::err);
            JsonNode document = Scenarios.parse(output.out());
            assertFalse(ids(document.get("removed")).contains(cache), output::out);
            JsonNode kept = kept(document, cache);
            assertTrue(kept.get("planned").asBoolean(), output::out);
            assertTrue(kept.get("reason").asText().contains(reason), output::out);
            assertEquals(!change.equals("remove"), table(stage).contains(cache));
            assertEquals(receiptsOf(ids(document.get("removed"))), receipts(receipts));
        }
    }

    @Test
    void removesWhatStayedAsPlannedWithAReceiptBeforeAndAfter() throws IOException {
        try (Stage stage = play("condemned", "inside")) {
            Path receipts = folder.resolve("unchanged.jsonl");
            Output output = apply(stage, receipts, null, "y");

            assertEquals(0, output.exit(), output::err);
            assertEquals(Set.of(), table(stage));
            assertEquals(receiptsOf(stage.labels().keySet()), receipts(receipts));
        }
    }

    @Test
    void touchesNothingWithoutAYes() throws IOException {
        try (Stage stage = play("condemned", "inside")) {
            Path receipts = folder.resolve("no.jsonl");
            Output output = apply(stage, receipts, null, "n");

            assertEquals(3, output.exit(), output::err);
            assertEquals(Set.of(stage.semid("accept"), stage.semid("cache")), table(stage));
            assertFalse(Files.exists(receipts) && !Files.readAllLines(receipts).isEmpty(), "a receipt of nothing");
        }
    }

    @Test
    void plansOnlyUnlessToldToApply() {
        try (Stage stage = play("crashed", "entered")) {
            Output output = Output.of(stage.from("entered", semtrail.command("prune", "--json")));

            assertEquals(0, output.exit(), output::err);
            assertEquals(
                    Set.copyOf(stage.labels().keySet()),
                    ids(Scenarios.parse(output.out()).get("plan")),
                    output::out);
            assertEquals(Set.copyOf(stage.labels().keySet()), table(stage));
        }
    }

    @Test
    void removesWhatIsCertainlyDeadWithoutAsking() {
        try (Stage stage = play("crashed-after-use", "entered")) {
            Path receipts = folder.resolve("dead.jsonl");
            Output output = Output.of(stage.from(
                    "entered", semtrail.command("prune", "--apply", "--json", "--receipts", receipts.toString())));

            assertEquals(0, output.exit(), output::err);
            assertEquals(
                    Set.copyOf(stage.labels().keySet()),
                    ids(Scenarios.parse(output.out()).get("removed")),
                    output::out);
            assertEquals(
                    receipts.toString(),
                    Scenarios.parse(output.out()).get("receipts").asText());
            assertEquals(Set.of(), table(stage));
        }
    }

    @Test
    void removesNothingAtAllWhereMoreWouldGoThanAllowed() {
        try (Stage stage = play("crashed", "entered")) {
            Set<Integer> all = Set.copyOf(stage.labels().keySet());
            String oneLess = Integer.toString(all.size() - 1);
            Output output = Output.of(
                    stage.from("entered", semtrail.command("prune", "--apply", "--json", "--at-most", oneLess)));

            assertEquals(1, output.exit(), output::err);
            JsonNode document = Scenarios.parse(output.out());
            assertEquals(all, ids(document.get("plan")), output::out);
            assertEquals(all, ids(document.get("kept")), output::out);
            assertTrue(document.get("receipts").isNull(), output::out);
            assertEquals(all, table(stage));
        }
    }

    /** --yes and --include go as far as semtrail can be driven; a set with a living user must survive even that. */
    @ParameterizedTest
    @CsvSource({
        "double-fork-daemon, entered",
        "double-fork-daemon, nobody",
        "root-parent-only, entered",
        "table-that-changes-while-it-is-read, entered"
    })
    void neverRemovesTheSetsOfALivingDaemon(String name, String reader) {
        try (Stage stage = play(name, reader)) {
            List<String> arguments = new ArrayList<>(List.of(ALL));
            arguments.addAll(List.of(folder.resolve(name + ".jsonl").toString(), "--yes"));
            Output output = Output.of(stage.from(reader, semtrail.command(arguments.toArray(String[]::new))));

            assertTrue(Set.of(0, 1, 4).contains(output.exit()), output::err);
            assertTrue(table(stage).containsAll(stage.labels().keySet()), output::out);
        }
    }

    /** Plans, lets the set change when semtrail asks, and answers. */
    private static Output apply(Stage stage, Path receipts, String change, String answer) {
        List<String> arguments = new ArrayList<>(List.of(ALL));
        arguments.add(receipts.toString());
        List<String> command = semtrail.command(arguments.toArray(String[]::new));
        command.add(1, "-Dsemtrail.stdin.tty=1");
        return Output.ofDialogue(stage.from("inside", command), "[y/N]", () -> {
            if (change != null) {
                assertTrue(stage.order(change).has("done"), change);
            }
            return answer;
        });
    }

    /** One of the stages that were set up before; the first test waits for it to be ready. */
    private static Stage play(String name, String reader) {
        Stage stage = stages.get(name + " " + reader).remove().join();
        assertTrue(stage.facts().get("ready").asBoolean(), () -> stage.facts().toPrettyString());
        return stage;
    }

    private static Set<Integer> table(Stage stage) {
        Set<Integer> ids = new TreeSet<>();
        stage.order("table").get("table").forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    private static Set<Integer> ids(JsonNode objects) {
        Set<Integer> ids = new TreeSet<>();
        objects.forEach(object -> ids.add(object.get("semid").asInt()));
        return ids;
    }

    private static JsonNode kept(JsonNode document, int semid) {
        return StreamSupport.stream(document.get("kept").spliterator(), false)
                .filter(object -> object.get("semid").asInt() == semid)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> receiptsOf(Set<Integer> semids) {
        return new TreeSet<>(semids)
                .stream()
                        .flatMap(id -> Stream.of("remove " + id, "result " + id))
                        .toList();
    }

    /** "action id" of each receipt. */
    private static List<String> receipts(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(Scenarios::parse)
                .map(line -> line.get("action").asText() + " " + line.get("id").asText())
                .toList();
    }
}
