package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files tell of the host that they are of, and of its processes. */
class HostOfEvidenceTest {
    @TempDir
    private Path temp;

    private JsonNode report() {
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(temp.resolve("files")));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        return run.document;
    }

    private void file(String name, String text) throws IOException {
        Path file = temp.resolve("files").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void nameKernelAndBootAreToldBySysctlAndTheFileOfTheKernel() throws IOException {
        file(
                "sysctl",
                "kernel.hostname = shop1\nkernel.osrelease = 6.1.0-9-amd64\nkernel.sem = 32000 1024000000 500 32000\n");
        file("boot_id", "11111111-2222-3333-4444-555555555555\n");
        JsonNode host = report().path("host");
        assertEquals("shop1", host.path("name").asText());
        assertEquals("6.1.0-9-amd64", host.path("kernel").asText());
        assertEquals(
                "11111111-2222-3333-4444-555555555555", host.path("boot_id").asText());
    }

    @Test
    void theZoneOfItsLogsIsThatOfItsDate() throws IOException {
        file("sos_commands/date/date", "Tue Nov 24 11:28:46 CET 2026\n");
        file("sos_commands/date/date_--utc", "Tue Nov 24 10:28:47 UTC 2026\n");
        file("var/log/messages", """
                Nov 24 11:20:00 shop1 app[7]: semget: No space left on device
                """);
        Path output = temp.resolve("report.json");
        ReportRun run = ReportRun.inNoZone(output, List.of(temp.resolve("files")));
        JsonNode source = run.document.path("sources").path(0);
        assertEquals("2026-11-24T10:20:00Z", source.path("from").asText(), source.toString());
        assertEquals(1_000, source.path("uncertain_ms").asInt());
        ReportRun given = ReportRun.of(output, List.of(temp.resolve("files")));
        assertEquals(
                "2026-11-24T11:20:00Z",
                given.document.path("sources").path(0).path("from").asText());
    }

    @Test
    void theProcessesThatSomethingPointsToAreToldAndNoOthers() throws IOException {
        file("ps", """
                USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
                root          85  0.0  0.3 215000 29000 ?        Ss   00:00   0:00 /usr/sbin/apache2 -k start
                root          99  0.0  0.3 215000 29000 ?        Ss   00:00   0:00 /usr/sbin/cron -f
                www-data     120  0.0  0.3 215000 29000 ?        Ss   00:00   0:00 /usr/sbin/apache2 -k start --key=hunter2
                """);
        file("error.log", """
                [Tue Nov 24 10:28:40.440763 2026] [core:emerg] [pid 85:tid 85] (28)No space left on device: AH00023: Couldn't \
                create the ssl-cache mutex
                """);
        file("ipcs", """
                ------ Semaphore Arrays --------
                key        semid      owner      perms      nsems
                0x00000000 3          www-data   600        1
                """);
        JsonNode report = report();
        assertEquals(
                2, report.path("processes").size(), report.path("processes").toString());
        JsonNode first = report.path("processes").path(0);
        assertEquals("pid-85", first.path("key").asText());
        assertEquals("apache2 of root", first.path("name").asText());
        assertEquals("pid-85", report.path("events").path(0).path("actor").asText());
        assertEquals("pid-120", report.path("processes").path(1).path("key").asText());
        assertFalse(report.toString().contains("hunter2"));
    }

    @Test
    void whoMadeASetIsToldWithItsUnitWhereListToldIt() throws IOException {
        file("list.json", """
                {"schema":"semtrail.list/1","at":"2026-11-24T10:00:00Z","ipc_ns":7,"sets":[
                {"semid":3,"key":0,"mode":384,"uid":33,"cuid":0,"nsems":1,"otime":null,"ctime":"2026-11-24T09:00:00Z",
                 "ipc_ns":7,"verdict":"in-use","creator":"apache2","created_by":{"pid":43,"alive":true,"program":"apache2",
                 "unit":"apache2.service","container":null},"evidence":[]}]}
                """);
        JsonNode report = report();
        assertEquals("pid-43", report.path("sets").path(0).path("creator").asText());
        JsonNode process = report.path("processes").path(0);
        assertEquals("apache2", process.path("name").asText());
        assertEquals("apache2.service", process.path("unit").asText());
        assertEquals("alive", process.path("how").asText());
    }

    @Test
    void theNameOfTheZoneKnowsSummerTimeAndIsOfItsOwnTreeAlone() throws IOException {
        file("sosreport-one/sos_commands/systemd/timedatectl", """
                      Local time: Tue 2026-11-24 11:28:46 CET
                       Time zone: Europe/Berlin (CET, +0100)
                """);
        String line = "Jul 24 11:20:00 shop1 app[7]: semget: No space left on device\n";
        file("sosreport-one/var/log/messages", line);
        file("sosreport-two/etc/timezone", "America/New_York\n");
        file("sosreport-two/var/log/messages", line.replace("shop1", "shop2"));
        Path link = temp.resolve("files/sosreport-three/etc/localtime");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../usr/share/zoneinfo/Asia/Tokyo"));
        file("sosreport-three/var/log/messages", line.replace("shop1", "shop3"));
        ReportRun run = ReportRun.inNoZone(temp.resolve("report.json"), List.of(temp.resolve("files")));
        Map<String, String> from = new TreeMap<>();
        run.document
                .path("sources")
                .forEach(s -> from.put(
                        s.path("path").asText().replaceAll(".*sosreport-([a-z]+)/.*/", "$1/"),
                        s.path("from").asText()));
        assertEquals("2026-07-24T09:20:00Z", from.get("one/messages"), from.toString());
        assertEquals("2026-07-24T15:20:00Z", from.get("two/messages"), from.toString());
        assertEquals("2026-07-24T02:20:00Z", from.get("three/messages"), from.toString());
    }

    @Test
    void whatTellsOfTheHostIsASource() throws IOException {
        file("boot_id", "11111111-2222-3333-4444-555555555555\n");
        file("sos_commands/host/hostname", "shop1\n");
        JsonNode sources = report().path("sources");
        assertEquals(2, sources.size());
        for (JsonNode source : sources) {
            assertEquals("words of a host on itself", source.path("kind").asText());
            assertTrue(source.path("sha256").isTextual(), source.toString());
        }
    }

    @Test
    void twoBootsAreAContradictionAndNoneIsTaken() throws IOException {
        file("boot_id", "11111111-2222-3333-4444-555555555555\n");
        file("old/boot_id", "99999999-2222-3333-4444-555555555555\n");
        JsonNode report = report();
        assertTrue(report.path("host").path("boot_id").isNull());
        assertTrue(report.path("unseen").toString().contains("boots of the host"), report.path("unseen") + "");
    }

    @Test
    void whereTheBootIsToldSecondsOfTheKernelAreTimes() throws IOException {
        Map<String, String> boots = Map.of(
                "cpu  1 2 3 4\ncpu0 1 2 3 4\nbtime 1795500000\nprocesses 99\n", "2026-11-24T06:00:10Z",
                "         system boot  2026-11-24 06:00\n", "2026-11-24T06:00:10Z");
        for (Map.Entry<String, String> boot : boots.entrySet()) {
            file("boot", boot.getKey());
            file("dmesg", "[   10.000000] Out of memory: Killed process 812 (python3) total-vm:1kB\n");
            JsonNode event = report().path("events").path(0);
            assertTrue(event.path("text").asText().contains("Killed process 812"), event.toString());
            assertEquals(
                    boot.getValue(),
                    Instant.ofEpochMilli(event.path("t").asLong()).toString());
            assertTrue(event.path("uncertain_ms").asLong() >= 3_000, event.toString());
        }
        file("boot", "Tue Nov 24 10:28:46 UTC 2026\n");
        file("uptime", " 10:28:40 up  4:28,  0 user,  load average: 21.22, 33.58, 23.82\n");
        JsonNode report = report();
        assertEquals("2026-11-24T06:00:46Z", report.path("host").path("booted").asText());
        assertTrue(report.path("events").path(0).path("uncertain_ms").asLong() >= 120_000);
    }

    @Test
    void aListThatWasFilteredIsNotTheWholeTableAndTellsItsNamespace() throws IOException {
        String list = """
                {"schema":"semtrail.list/1","at":"2026-11-24T10:00:00Z","ipc_ns":7,"filtered":%s,"sets":[
                {"semid":3,"key":0,"mode":384,"uid":33,"cuid":0,"nsems":1,"otime":null,"ctime":"2026-11-24T09:00:00Z",
                 "ipc_ns":7,"verdict":"in-use","creator":null,"created_by":null,"evidence":[]}]}
                """;
        file("list.json", list.formatted("false"));
        assertTrue(report().path("series").toString().contains("sets in the table"));
        file("list.json", list.formatted("true"));
        assertFalse(report().path("series").toString().contains("sets in the table"));
        assertEquals(1, report().path("sets").size());
    }
}
