package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set that is too large for SEMMSL, or larger than the one that has its key: EINVAL of semget, and which of both. */
class SetTooLargeTest {
    private static final String LOG = "Nov 24 10:00:00 h app[7]: semget(4711, 300, 03600): Invalid argument\n";

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temp.resolve("evidence"));
        Files.writeString(folder.resolve("app.log"), LOG);
    }

    private JsonNode only(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(folder));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        assertEquals(List.of("set-too-large"), run.findings());
        return run.document.get("findings").get(0);
    }

    @Test
    void theLimitOfOneSetIsTheCauseWhereItIsLower() throws IOException {
        JsonNode finding = only("sysctl", "kernel.ostype = Linux\nkernel.sem = 250 32000 32 128\nkernel.panic = 0\n");
        assertEquals(
                "One set may have 250 semaphores (SEMMSL), and 300 were asked for",
                finding.get("cause").asText());
        assertTrue(finding.get("remedy").toString().contains("the first number of kernel.sem"));
    }

    @Test
    void theSetThatHasTheKeyIsTheCauseWhereItHasFewerAndIsNotToBeRemoved() throws IOException {
        JsonNode finding = only(
                "ipcs",
                "\n------ Semaphore Arrays --------\nkey semid owner perms nsems\n0x00001267 12 app 600 17\n\n");
        assertEquals(
                "The set that has the key, 12, has 17 semaphores, and 300 were asked for",
                finding.get("cause").asText());
        assertEquals(
                "[\"semtrail show 12\"]",
                finding.get("remedy").get(0).get("commands").toString());
    }

    @Test
    void whichOfBothItIsStaysOpenWhereNothingTells() throws IOException {
        JsonNode finding = only("nothing.log", "nothing\n");
        assertEquals("unknown", finding.get("confidence").asText());
        assertTrue(finding.get("cause").isNull());
    }
}
