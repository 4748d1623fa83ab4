package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole report of each captured incident, as it was approved. How to approve: README.md beside the evidence. */
class ApprovedReportsTest {
    private static final Path EVIDENCE = Path.of("src/test/resources/story");
    private static final long LARGEST = 300_000;

    @TempDir
    private Path temp;

    static Stream<String> scenarios() throws IOException {
        try (Stream<Path> all = Files.list(EVIDENCE)) {
            return all.filter(Files::isDirectory).map(f -> f.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void isAsApproved(String scenario) throws IOException {
        Path evidence = ReportRun.evidence(scenario, temp);
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(evidence));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        isApproved(scenario, "report.json", steady(run.text));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void itsTicketIsAsApproved(String scenario) throws IOException {
        ReportRun run = ReportRun.of(temp.resolve("report.md"), List.of(ReportRun.evidence(scenario, temp)));
        isApproved(
                scenario,
                "report.md",
                run.text.replace(temp.toString(), "/evidence").replaceAll("\nsemtrail .*", "\nsemtrail"));
    }

    private static void isApproved(String scenario, String name, String now) throws IOException {
        Path approved = EVIDENCE.resolve(scenario).resolve(name);
        if (Boolean.getBoolean("approve")) {
            Files.writeString(approved, now);
        }
        assertEquals(Files.readString(approved), now, "to approve: -Dapprove=true");
    }

    /** Without what differs from run to run. */
    private String steady(String text) {
        return text.replace(temp.toString(), "/evidence")
                .replaceAll("\"generated\": \"[^\"]*\"", "\"generated\": \"2026-11-24T10:30:00Z\"")
                .replaceAll(
                        "\"provenance\": .*",
                        "\"provenance\": "
                                + "{\"semtrail\":\"development\",\"java\":\"17\",\"command\":\"semtrail report\",\"read_as\":\"root\"}");
    }

    @Test
    void evidenceStaysSmall() throws IOException {
        try (Stream<Path> all = Files.walk(EVIDENCE)) {
            all.filter(Files::isRegularFile).forEach(f -> assertTrue(f.toFile().length() < LARGEST, f.toString()));
        }
    }
}
