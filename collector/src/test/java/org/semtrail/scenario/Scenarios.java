package org.semtrail.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of scenarios, and what this machine needs to play it. The rows themselves are in {@code scenarios.py}. */
final class Scenarios {
    static final Path HERE = Path.of("src/test/scenarios").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Scenarios() {}

    /** All rows, or those whose name matches -Dscenarios=REGEX; the slowest first. */
    static List<Scenario> wanted() {
        Pattern wanted = Pattern.compile(System.getProperty("scenarios", ".*"));
        return all().stream()
                .filter(row -> wanted.matcher(row.name()).matches())
                .sorted(Comparator.comparing(Scenario::seconds).reversed())
                .toList();
    }

    private static List<Scenario> all() {
        Output table = Output.of(python("scenarios.py", "list", "--json"));
        return parse(table.out(), new TypeReference<>() {});
    }

    /** The command line of one of our programs. */
    static List<String> python(String program, String... arguments) {
        return Stream.concat(Stream.of(Interpreter.PATH, HERE.resolve(program).toString()), Stream.of(arguments))
                .toList();
    }

    /** Why scenarios cannot be played here, if so. */
    static Optional<String> obstacle() {
        try {
            if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                return Optional.of("scenarios make namespaces and users, which only root may");
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of("no /proc: " + e);
        }
        for (String tool : List.of("python3", "unshare", "nsenter", "setpriv")) {
            if (!isOnPath(tool)) {
                return Optional.of("scenarios need " + tool + ", which is not installed");
            }
        }
        return Optional.empty();
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    static <T> T parse(String text, TypeReference<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    private static boolean isOnPath(String tool) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /** The interpreter itself: what the search path leads to may be a script that looks for one, each time. */
    private static final class Interpreter {
        private static final String PATH = Output.of(
                        List.of("python3", "-c", "import sys; print(sys.executable, end='')"))
                .out();
    }
}
