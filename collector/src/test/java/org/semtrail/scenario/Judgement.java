package org.semtrail.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one reader said of one scenario, beside what it may say. */
final class Judgement {
    private static final int CANNOT_SEE = 4;

    private final Scenario row;
    private final Scenario.Reader reader;
    private final Output output;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, String> verdicts = new TreeMap<>();
    private final StringBuilder detail = new StringBuilder();

    Judgement(Scenario row, Scenario.Reader reader, Stage stage, Output output) {
        this.row = row;
        this.reader = reader;
        this.output = output;
        detail.append("can use them: ").append(stage.facts().get("alive"));
        if (output.exit() != 0 && !(reader.isBlind() && output.exit() == CANNOT_SEE)) {
            faults.add("exit " + output.exit());
        }
        if (output.out().isBlank()) {
            faults.add("no document");
        } else {
            judge(Scenarios.parse(output.out()), stage);
        }
    }

    private void judge(JsonNode document, Stage stage) {
        detail.append("\nunseen: ").append(document.get("unseen").toPrettyString());
        boolean saysWhatIsMissing = !document.get("unseen").isEmpty();
        if (reader.isBlind() && !saysWhatIsMissing) {
            faults.add("does not say what it could not see");
        }
        Map<Integer, String> labels = stage.labels();
        for (JsonNode set : document.get("sets")) {
            String label = labels.get(set.get("semid").asInt());
            if (label != null && set.path("ipc_ns").asLong(stage.namespace()) == stage.namespace()) {
                judge(label, set);
            }
        }
        labels.values().stream()
                .filter(label -> !verdicts.containsKey(label) && !(reader.isBlind() && saysWhatIsMissing))
                .forEach(label -> faults.add(label + " is missing"));
    }

    private void judge(String label, JsonNode set) {
        String verdict = set.path("verdict").asText("none");
        verdicts.put(label, verdict);
        if (!reader.allowed().get(label).contains(verdict)) {
            faults.add(
                    label + " is " + verdict + ", allowed: " + reader.allowed().get(label));
        }
        if (set.path("evidence").isEmpty()) {
            faults.add(label + " is judged without evidence");
        }
        detail.append("\n").append(label).append(": ").append(set.toPrettyString());
    }

    boolean passed() {
        return faults.isEmpty();
    }

    /** A line of tab-separated values. */
    String summary() {
        return String.join("\t", passed() ? "ok" : "FAULT", row.name(), reader.name(), verdicts.toString());
    }

    @Override
    public String toString() {
        return String.join(
                "\n",
                row.name() + ", read as " + reader.name(),
                row.claim(),
                String.join("\n", faults),
                detail,
                "command: " + String.join(" ", output.command()),
                "stderr: " + output.err());
    }
}
