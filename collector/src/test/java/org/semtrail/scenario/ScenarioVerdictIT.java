package org.semtrail.scenario;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * No set that somebody can still use is ever called an orphan, and dead ones are recognised: all rows, all readers.
 *
 * <p>Scenes are played side by side, the slow ones first, and judged two at a time; the tests wait for their results.
 */
class ScenarioVerdictIT {
    private static final int STAGES = 40;
    private static final Semaphore READERS = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** Held for writing by a row that wants the machine for itself. */
    private static final ReadWriteLock QUIET = new ReentrantReadWriteLock(true);

    @TempDir
    static Path folder;

    private static Semtrail semtrail;
    private static HostReading host;
    private static ExecutorService stages;
    private static Map<Scenario, Map<String, CompletableFuture<Scene>>> scenes;

    /**
     * What came of one stage.
     *
     * @param skip why it could not be played, if so
     * @param judgements by reader
     * @param naive the same of the rules that are too simple, by rule; only of the row's first reader
     */
    private record Scene(Optional<String> skip, Map<String, Judgement> judgements, Map<String, Judgement> naive) {}

    @BeforeAll
    static void playAll() throws IOException {
        assumeTrue(Scenarios.obstacle().isEmpty(), () -> Scenarios.obstacle().orElseThrow());
        semtrail = Semtrail.in(folder);
        host = new HostReading(() -> inTurn(semtrail.command("list", "--json")));
        stages = Executors.newFixedThreadPool(STAGES);
        scenes = new LinkedHashMap<>();
        for (Scenario row : Scenarios.wanted()) {
            Map<String, List<Scenario.Reader>> byLayout =
                    row.readers().stream().collect(Collectors.groupingBy(Scenario.Reader::layout));
            Map<String, CompletableFuture<Scene>> futures = new LinkedHashMap<>();
            byLayout.forEach((layout, readers) ->
                    futures.put(layout, CompletableFuture.supplyAsync(() -> play(row, readers), stages)));
            scenes.put(row, futures);
        }
    }

    @AfterAll
    static void writeTheTable() throws IOException {
        if (stages == null) {
            return;
        }
        stages.shutdownNow();
        List<String> lines = new ArrayList<>();
        scenes.forEach((row, futures) -> futures.values().stream()
                .filter(future -> future.isDone() && !future.isCompletedExceptionally())
                .flatMap(future -> future.join().judgements().values().stream())
                .forEach(one -> lines.add(one.summary())));
        Files.write(Path.of("target/scenario-verdicts.tsv"), lines);
    }

    @TestFactory
    Stream<DynamicContainer> neverTakesALiveSetForAnOrphanAndRecognisesDeadOnes() {
        return scenes.entrySet().stream()
                .sorted((one, other) ->
                        Integer.compare(one.getKey().seconds(), other.getKey().seconds()))
                .map(entry -> DynamicContainer.dynamicContainer(
                        entry.getKey().name() + ": " + entry.getKey().claim(),
                        tests(entry.getKey(), entry.getValue())));
    }

    private static Stream<DynamicTest> tests(Scenario row, Map<String, CompletableFuture<Scene>> futures) {
        Stream<DynamicTest> readers = row.readers().stream()
                .map(reader -> DynamicTest.dynamicTest(reader.name(), () -> {
                    Judgement judgement = judged(futures.get(reader.layout()), reader.name(), Scene::judgements);
                    assertTrue(judgement.passed(), judgement::toString);
                }));
        Stream<DynamicTest> teeth = row.naive().stream()
                .map(rule -> DynamicTest.dynamicTest("the rule " + rule + " would fail here", () -> {
                    Judgement judgement =
                            judged(futures.get(row.readers().get(0).layout()), rule, Scene::naive);
                    assertFalse(judgement.passed(), judgement::toString);
                }));
        return Stream.concat(readers, teeth);
    }

    private static Judgement judged(
            CompletableFuture<Scene> future, String name, Function<Scene, Map<String, Judgement>> part) {
        Scene scene = future.join();
        assumeTrue(scene.skip().isEmpty(), () -> scene.skip().orElseThrow());
        assumeTrue(part.apply(scene).containsKey(name), () -> "this machine has not what the reader needs: " + name);
        return part.apply(scene).get(name);
    }

    private static Scene play(Scenario row, List<Scenario.Reader> readers) {
        if (!row.heavy()) {
            return playAndJudge(row, readers);
        }
        QUIET.writeLock().lock();
        try {
            return playAndJudge(row, readers);
        } finally {
            QUIET.writeLock().unlock();
        }
    }

    private static Scene playAndJudge(Scenario row, List<Scenario.Reader> readers) {
        try (Stage stage = Stage.play(row.name(), readers.get(0).name())) {
            if (stage.facts().has("error")) {
                throw new IllegalStateException(stage.facts().get("error").asText());
            }
            if (stage.facts().has("skip")) {
                return new Scene(Optional.of(stage.facts().get("skip").asText()), Map.of(), Map.of());
            }
            Map<String, Judgement> judgements = new LinkedHashMap<>();
            Map<String, Judgement> naive = new LinkedHashMap<>();
            for (Scenario.Reader reader : readers) {
                if (stage.seats(reader.name())) {
                    judgements.put(reader.name(), judge(row, reader, stage));
                }
            }
            if (readers.contains(row.readers().get(0))) {
                row.naive().forEach(rule -> naive.put(rule, judgeNaively(row, stage, rule)));
            }
            return new Scene(Optional.empty(), judgements, naive);
        }
    }

    private static Judgement judge(Scenario row, Scenario.Reader reader, Stage stage) {
        List<String> command = stage.from(reader.name(), semtrail.command("list", "--json"));
        boolean onTheHost = command.equals(semtrail.command("list", "--json"));
        return new Judgement(row, reader, stage, onTheHost ? quietly(host::get) : quietly(() -> inTurn(command)));
    }

    private static Judgement judgeNaively(Scenario row, Stage stage, String rule) {
        Scenario.Reader reader = row.readers().get(0);
        List<String> command = stage.inside(Scenarios.python("naive.py", rule));
        return new Judgement(row, reader, stage, quietly(() -> inTurn(command)));
    }

    private static Output inTurn(List<String> command) {
        READERS.acquireUninterruptibly();
        try {
            return Output.of(command);
        } finally {
            READERS.release();
        }
    }

    /** Not while a row has the machine for itself, unless it is that row. */
    private static Output quietly(Supplier<Output> look) {
        QUIET.readLock().lock();
        try {
            return look.get();
        } finally {
            QUIET.readLock().unlock();
        }
    }
}
