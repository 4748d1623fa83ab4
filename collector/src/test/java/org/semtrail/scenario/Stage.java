package org.semtrail.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A scenario while it stands: its actors live until it is closed. */
final class Stage implements AutoCloseable {
    /** The readers that see as their own what a row is about; the first that a stage has. */
    private static final List<String> INSIDE = List.of("pod", "pinned", "inside", "entered");

    private final Process process;
    private final BufferedReader said;
    private final BufferedWriter orders;
    private final JsonNode facts;

    /** Plays a row, laid out for this reader; a second time if the first failed, for seconds slip on a busy machine. */
    static Stage play(String scenario, String reader) {
        Stage stage = new Stage(scenario, reader);
        if (stage.facts.has("error")) {
            stage.close();
            stage = new Stage(scenario, reader);
        }
        return stage;
    }

    private Stage(String scenario, String reader) {
        try {
            ProcessBuilder program = new ProcessBuilder(Scenarios.python("scenarios.py", "run", scenario, reader));
            program.environment().put("JAVA_HOME", System.getProperty("java.home"));
            process = program.redirectError(Redirect.INHERIT).start();
            said = process.inputReader();
            orders = process.outputWriter();
            String line = said.readLine();
            facts = Scenarios.parse(line == null ? "{\"error\": \"the stage fell silent\"}" : line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the stage says of itself: sets and living users by label; or error; or skip, the reason. */
    JsonNode facts() {
        return facts;
    }

    /** The inode of the IPC namespace that holds the sets. */
    long namespace() {
        return facts.get("ipc_ns").asLong();
    }

    int semid(String label) {
        return facts.get("sets").get(label).asInt();
    }

    Map<Integer, String> labels() {
        return StreamSupport.stream(
                        ((Iterable<Map.Entry<String, JsonNode>>)
                                        () -> facts.get("sets").properties().iterator())
                                .spliterator(),
                        false)
                .collect(Collectors.toMap(set -> set.getValue().asInt(), Map.Entry::getKey));
    }

    /** Whether this machine has what the reader needs, such as libfaketime. */
    boolean seats(String reader) {
        return facts.get("readers").has(reader);
    }

    /** A command line that runs another one in the place of a reader. */
    List<String> from(String reader, List<String> command) {
        List<String> words = new ArrayList<>();
        facts.get("readers").get(reader).forEach(word -> words.add(word.asText()));
        words.addAll(command);
        return words;
    }

    /** A command line that runs another one in the place where the actors are: its IPC namespace, its PIDs. */
    List<String> inside(List<String> command) {
        return from(INSIDE.stream().filter(this::seats).findFirst().orElseThrow(), command);
    }

    /** Gives a command of the row and waits until it is done. */
    JsonNode order(String command) {
        try {
            orders.write(command);
            orders.newLine();
            orders.flush();
            return Scenarios.parse(said.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all actors; returns when they are gone. */
    @Override
    public void close() {
        try {
            orders.close();
            process.waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
