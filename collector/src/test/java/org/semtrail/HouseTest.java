package org.semtrail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not know: direction of imports, names, sizes. Reads the sources. */
class HouseTest {
    private static final Path ROOT = repository();
    private static final int LONGEST_FILE = 400;
    private static final Set<String> FORBIDDEN = Set.of("util", "utils", "common", "model", "impl", "core", "helper");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?org\\.semtrail\\.([\\w.]+);", Pattern.MULTILINE);

    /** What the files of a folder may import of ours besides that folder; the longest prefix decides. */
    private static final Map<String, Set<String>> COLLECTOR = Map.of(
            "app", Set.of("capture", "correlate", "diagnose", "report"),
            "capture", Set.of(),
            "correlate", Set.of("capture"),
            "diagnose", Set.of("capture", "correlate"),
            "report", Set.of("capture", "correlate", "diagnose"));

    private static final Map<String, Set<String>> AGENT =
            Map.of("bind", Set.of("call", "emit"), "call", Set.of("emit"), "emit", Set.of());

    @Test
    void importsOfTheCollectorRunOneWay() {
        assertEquals(new TreeSet<>(), againstTheDirection("collector", "org/semtrail", COLLECTOR));
    }

    @Test
    void importsOfTheAgentRunOneWay() {
        assertEquals(new TreeSet<>(), againstTheDirection("agent", "org/semtrail/agent", AGENT));
    }

    @Test
    void theHostReadersKnowNoOtherCapture() {
        assertEquals(
                List.of(),
                mainSources("collector", "org/semtrail/capture/host")
                        .filter(file -> imports(file)
                                .anyMatch(name -> name.startsWith("capture.") && !name.startsWith("capture.host.")))
                        .toList());
    }

    @Test
    void noPackageHasANameThatSaysNothing() {
        assertEquals(
                List.of(),
                folders()
                        .filter(folder ->
                                FORBIDDEN.contains(folder.getFileName().toString()))
                        .toList());
    }

    @Test
    void everyPackageSaysWhatComesInAndWhatGoesOut() {
        assertEquals(
                List.of(),
                folders()
                        .filter(HouseTest::holdsSources)
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                        .toList());
    }

    @Test
    void noFileIsLongerThanItsReadersPatience() {
        assertEquals(
                List.of(),
                Stream.of("collector", "agent")
                        .flatMap(module -> sources(ROOT.resolve(module).resolve("src")))
                        .filter(file -> read(file).lines().count() > LONGEST_FILE)
                        .toList());
    }

    @Test
    void theSourcesWereFound() {
        assertFalse(mainSources("collector", "org/semtrail/app").toList().isEmpty());
        assertFalse(mainSources("agent", "org/semtrail/agent").toList().isEmpty());
    }

    private static Set<String> againstTheDirection(String module, String base, Map<String, Set<String>> allowed) {
        Set<String> found = new TreeSet<>();
        String own = base.equals("org/semtrail")
                ? ""
                : base.substring("org/semtrail/".length()).replace('/', '.') + ".";
        allowed.forEach((stage, leftOfIt) -> mainSources(module, base + "/" + stage)
                .forEach(file -> imports(file)
                        .filter(name -> name.startsWith(own))
                        .map(name -> name.substring(own.length()))
                        .filter(Predicate.not(name -> stage.equals(first(name)) || leftOfIt.contains(first(name))))
                        .forEach(name -> found.add(ROOT.relativize(file) + " imports " + own + name))));
        return found;
    }

    private static String first(String name) {
        return name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
    }

    private static Stream<String> imports(Path file) {
        return IMPORT.matcher(read(file)).results().map(found -> found.group(1));
    }

    private static Stream<Path> mainSources(String module, String folder) {
        return sources(ROOT.resolve(module).resolve("src/main/java").resolve(folder));
    }

    private static Stream<Path> sources(Path folder) {
        return Files.isDirectory(folder)
                ? walk(folder).filter(file -> file.toString().endsWith(".java"))
                : Stream.of();
    }

    private static Stream<Path> folders() {
        return Stream.of("collector", "agent")
                .flatMap(module -> walk(ROOT.resolve(module).resolve("src/main/java/org")))
                .filter(Files::isDirectory);
    }

    private static boolean holdsSources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("collector/src"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
