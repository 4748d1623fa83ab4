package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the two limits at which semget tells of no space the one that is reached is named, and the number that sets it. */
class WhichLimitIsFullTest {
    private static final String POSTGRES = """
            2026-11-24 10:20:00.100 UTC [103] FATAL:  could not create semaphores: No space left on device
            2026-11-24 10:20:00.100 UTC [103] DETAIL:  Failed system call was semget(5432004, 17, 03600).
            """;

    @TempDir
    private Path temp;

    private ReportRun report(String log, String ipcs, String sysctl) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("evidence"));
        Files.writeString(folder.resolve("app.log"), log);
        Files.writeString(folder.resolve("ipcs"), ipcs);
        Files.writeString(folder.resolve("sysctl"), sysctl);
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(folder));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        return run;
    }

    private static String table(int sets, int nsems) {
        return IntStream.range(0, sets)
                .mapToObj(i -> "0x%08x %d postgres 600 %d".formatted(0x5432 + i, 100 + i, nsems))
                .collect(Collectors.joining(
                        "\n", "\n------ Semaphore Arrays --------\nkey semid owner perms nsems\n", "\n\n"));
    }

    private static JsonNode first(ReportRun run) {
        return run.document.get("findings").get(0);
    }

    @Test
    void semaphoresAreUsedUpWhereTooFewAreFreeForTheSetThatWasAskedForThoughSetsAreLeft() throws IOException {
        ReportRun run = report(POSTGRES, table(7, 17), "kernel.ostype = Linux\nkernel.sem = 250 128 32 128\n");
        JsonNode finding = first(run);
        assertEquals("semaphores-exhausted", finding.get("id").asText());
        String what = finding.get("what").asText();
        assertTrue(
                what.endsWith(
                        "119 of 128 semaphores were taken, and the 9 that were free are too few for a set of 17, which was"
                                + " asked for."),
                what);
        String why = finding.get("why").asText();
        assertTrue(why.contains("SEMMNS, the second number of kernel.sem") && why.contains("7 of 128 are there"), why);
        String remedy = finding.get("remedy").toString();
        assertTrue(remedy.contains("the second number of kernel.sem"), remedy);
        assertFalse(remedy.contains("fourth"), remedy);
        assertEquals(1, run.document.get("findings").size(), run.findings().toString());
    }

    @Test
    void setsAreUsedUpWhereTheirLimitIsReachedThoughSemaphoresAreLeft() throws IOException {
        ReportRun run = report(POSTGRES, table(8, 17), "kernel.ostype = Linux\nkernel.sem = 250 32000 32 8\n");
        JsonNode finding = first(run);
        assertEquals("sem-sets-exhausted", finding.get("id").asText());
        assertTrue(finding.get("why").asText().contains("is full (SEMMNI, the fourth number of kernel.sem):"));
        String remedy = finding.get("remedy").toString();
        assertTrue(remedy.contains("the fourth number of kernel.sem,") && !remedy.contains("second"), remedy);
    }

    @Test
    void bothAreNamedWhereBothAreReachedOrNothingTellsWhich() throws IOException {
        ReportRun both = report(POSTGRES, table(8, 16), "kernel.ostype = Linux\nkernel.sem = 250 128 32 8\n");
        assertTrue(first(both).get("remedy").toString().contains("the fourth and the second number"));
        ReportRun neither = report(POSTGRES, "no table\n", "no limits\n");
        String remedy = first(neither).get("remedy").toString();
        assertTrue(remedy.contains("or the second (semaphores of all sets together), whichever is reached"), remedy);
    }

    @Test
    void aTableThatIsNearlyOutOfSemaphoresIsAWarningAndItsUseIsALineOverTime() throws IOException {
        ReportRun run =
                report("nothing here\n", table(110, 1), "kernel.ostype = Linux\nkernel.sem = 250 128 32 32000\n");
        assertEquals("near-exhaustion", first(run).get("id").asText());
        assertEquals(
                "110 of 128 semaphores are used, 85 %.", first(run).get("what").asText());
        JsonNode line = run.document.get("series").get(1);
        assertEquals("semaphores in the table", line.get("name").asText());
        assertEquals(128, line.get("limit").asInt());
    }

    @Test
    void aLimitThatIsOnlyTooLowIsNotCalledAWrongOrder() throws IOException {
        ReportRun run = report(POSTGRES, table(3, 17), "kernel.ostype = Linux\nkernel.sem = 250 60 32 128\n");
        assertEquals(
                "The limit was set to 60 semaphores, where the kernel by itself has 32000 or more",
                run.document.get("verdict").get("root_cause").asText());
        assertEquals("possible", run.document.get("verdict").get("confidence").asText());
        assertEquals(
                1,
                run.document.get("findings").size(),
                run.document.get("findings").toString());
    }
}
