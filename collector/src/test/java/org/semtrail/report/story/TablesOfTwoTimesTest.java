package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captured tables of one host: what was there at nine is not added to what was there at ten. */
class TablesOfTwoTimesTest {
    private static final String NAMES = "key semid perms nsems uid gid cuid cgid otime ctime\n";
    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");

    @TempDir
    private Path temp;

    private Path table(String name, Instant at, int from, int count) throws IOException {
        Path file = temp.resolve(name);
        Files.writeString(
                file,
                NAMES
                        + IntStream.range(from, from + count)
                                .mapToObj(id -> "0 " + id + " 600 1 33 33 0 0 0 1795510000\n")
                                .collect(Collectors.joining()));
        Files.setLastModifiedTime(file, FileTime.from(at));
        return file;
    }

    private Path limits() throws IOException {
        return Files.writeString(temp.resolve("sysctl"), "kernel.sem = 250 32000 32 10\n");
    }

    private ReportRun report(Path... inputs) {
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(inputs));
        assertTrue(ReportRun.flaws(run.document).isEmpty());
        return run;
    }

    @Test
    void theLaterTableReplacesTheEarlierInWhicheverOrderTheyAreGivenAndThatIsTold() throws IOException {
        Path nine = table("nine", TEN.minusSeconds(3600), 0, 10);
        Path ten = table("ten", TEN, 20, 1);
        Path limits = limits();
        for (ReportRun run : List.of(report(nine, ten, limits), report(ten, nine, limits))) {
            assertEquals(List.of(), run.findings(), "one set of ten");
            assertEquals(1, run.document.get("sets").size());
            assertTrue(
                    run.document
                            .get("unseen")
                            .toString()
                            .contains("set aside: earlier tables of 2026-11-24 09:00:00 UTC"),
                    run.document.get("unseen").toString());
        }
    }

    @Test
    void whatWasWrittenDownTogetherIsOneTable() throws IOException {
        Path list = table("sem", TEN, 0, 2);
        Path once = temp.resolve("ipcs_-s_-i");
        Files.writeString(once, """

                Semaphore Array semid=1
                uid=33\t gid=33\t cuid=0\t cgid=0
                mode=0600, access_perms=0600
                nsems = 1
                otime = Not set
                ctime = Tue Nov 24 09:30:00 2026
                semnum     value      ncount     zcount     pid
                0          0          3          0          4711
                """);
        Files.setLastModifiedTime(once, FileTime.from(TEN.plusSeconds(90)));
        ReportRun run = report(list, once);
        assertEquals(2, run.document.get("sets").size());
        assertEquals(
                "in-use",
                run.document.get("sets").get(1).get("verdict").asText(),
                run.document.get("sets").toString());
        assertTrue(
                run.document.get("unseen").isEmpty(), run.document.get("unseen").toString());
    }
}
