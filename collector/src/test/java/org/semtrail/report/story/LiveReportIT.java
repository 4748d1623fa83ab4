package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.program.PuppetStage;
import org.semtrail.report.Json;

/** The shaded jar's report of a host as it is now, on which a JVM leaks until there is no room; in namespaces of its own. */
class LiveReportIT {
    private static final String SCRIPT = """
            mount -t tmpfs tmpfs /var/lib && install -d -m 1733 /var/lib/semtrail/jvm
            echo 32000 1024000000 500 13 >/proc/sys/kernel/sem
            cd "$OUT"; mkdir -m 777 nobody; mkfifo in
            /usr/bin/python3 -c 'import ctypes, time
            libc = ctypes.CDLL(None)
            libc.semctl(libc.semget(0, 1, 0o600), 0, 16, 1)
            time.sleep(300)' &
            until grep -q ' 600 ' /proc/sysvipc/sem; do sleep 0.1; done
            "$JAVA" -XX:-UsePerfData "-javaagent:$AGENT" -cp "$PUPPET" org.semtrail.program.Puppet secret=hunter2 \\
                <in >answers 2>puppet.err &
            exec 9>in
            for _ in $(seq 14); do
                echo 'make 0 1 01600' >&9
                sleep 0.3
            done
            until [ "$(grep -c '^-28$' answers)" = 2 ]; do sleep 0.1; done
            report() { "$@" "$JAVA" -XX:-UsePerfData -jar semtrail.jar report $what 9>&- || echo $? >>exits; }
            # JFR writes what was seen when it likes to.
            until grep -q '"created":12,.*"failed":2,' live.json; do what='-o live.json'; : >exits; report; done
            what='-o live.md'; report
            what='-o before.json --to 2020-01-01T00:00:00Z'; report
            what='-o nobody/live.json'; report setpriv --reuid 65534 --regid 65534 --clear-groups
            """;

    @TempDir
    private static Path out;

    private static PuppetStage stage;

    @BeforeAll
    static void play() throws Exception {
        stage = new PuppetStage(out);
        if (PuppetStage.obstacle().isEmpty()) {
            Path jar = Files.copy(Path.of("target/semtrail.jar"), out.resolve("semtrail.jar"));
            Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxr-xr-x"));
            stage.play(SCRIPT, jar, "nobody/live.json", 120);
        }
    }

    /** Before each, for a class that is left before its tests is not even counted as skipped. */
    @BeforeEach
    void hasPlayed() {
        assumeTrue(
                PuppetStage.obstacle().isEmpty(), () -> PuppetStage.obstacle().orElse(""));
    }

    @Test
    void theHostIsToldAsItIsWithWhatItsJvmRecorded() throws IOException {
        JsonNode report = json("live.json");
        assertEquals(Set.of(), ReportRun.flaws(report));
        assertTrue(
                ids(report).containsAll(List.of("sem-sets-exhausted", "jvm-leaks-sets")),
                ids(report).toString());
        JsonNode verdict = report.path("verdict");
        assertEquals("critical", verdict.path("severity").asText());
        assertTrue(
                verdict.path("root_cause").asText().startsWith("JVM org.semtrail.program.Puppet (pid "),
                verdict.toString());
        assertTrue(verdict.path("root_cause").asText().contains("12 sets made at org.semtrail.program.Puppet.make:"));
        assertEquals(13, report.path("sets").size());
        for (JsonNode set : report.path("sets")) {
            assertEquals("in-use", set.path("verdict").asText(), set.toString());
        }
        JsonNode process = report.path("processes").path(0);
        assertEquals("alive", process.path("how").asText(), process.toString());
        assertTrue(report.path("host").path("kernel").isTextual());
    }

    @Test
    void aProcessThatIsNoJvmIsToldWithTheSetItUses() throws IOException {
        JsonNode report = json("live.json");
        JsonNode process = report.path("processes").path(1);
        assertTrue(process.path("name").asText().startsWith("python3"), process.toString());
        int made = 0;
        for (JsonNode set : report.path("sets")) {
            made += set.path("creator").equals(process.path("key")) ? 1 : 0;
        }
        assertEquals(1, made, report.path("sets").toString());
    }

    @Test
    void theJvmIsToldByMainClassAndVersionAndWithoutArguments() throws IOException {
        JsonNode jvm = json("live.json").path("jvms").path(0);
        assertEquals("org.semtrail.program.Puppet", jvm.path("main").asText());
        assertEquals(System.getProperty("java.version"), jvm.path("java").asText());
        assertTrue(!text("live.json").contains("hunter2")
                && !text("nobody/live.json").contains("hunter2"));
    }

    @Test
    void theTicketAndTheExitCodeSayTheSame() {
        assertTrue(text("live.md").startsWith("# JVM org.semtrail.program.Puppet (pid "), text("live.md"));
        assertEquals(List.of("1", "1"), text("exits").lines().limit(2).toList());
    }

    @Test
    void whatIsWrongNowIsNotToldOfAnotherTime() throws IOException {
        JsonNode report = json("before.json");
        assertEquals(List.of(), ids(report));
        assertEquals(0, report.path("sets").size());
        assertEquals("unknown", report.path("verdict").path("severity").asText());
    }

    /** The recording is root's alone; the table is everybody's to count, and full. */
    @Test
    void anyUserGetsAReportWithWhatCouldNotBeSeen() throws IOException {
        JsonNode report = json("nobody/live.json");
        assertEquals(Set.of(), ReportRun.flaws(report));
        assertTrue(!report.path("unseen").isEmpty());
        assertEquals(0, report.path("jvms").size());
        assertEquals("critical", report.path("verdict").path("severity").asText(), report.path("verdict") + "");
        // The stage's limit is all that such a user can see; who has the sets is not.
        assertEquals(
                "The limit was set to 13 sets, where the kernel by itself has 128 or more",
                report.path("verdict").path("root_cause").asText());
        assertEquals("possible", report.path("verdict").path("confidence").asText());
    }

    private static List<String> ids(JsonNode report) {
        List<String> ids = new ArrayList<>();
        report.path("findings").forEach(f -> ids.add(f.path("id").asText()));
        return ids;
    }

    private static JsonNode json(String name) throws IOException {
        return Json.parse(Files.readAllBytes(out.resolve(name)));
    }

    private static String text(String name) {
        return stage.text(name);
    }
}
