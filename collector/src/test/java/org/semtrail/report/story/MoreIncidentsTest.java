package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.app.ExitCode;

/** Evidence of other real incidents: each is told as what it was, and as nothing else. */
class MoreIncidentsTest {
    @TempDir
    private Path temp;

    private ReportRun of(String incident) {
        ReportRun run = ReportRun.of(temp.resolve(incident + ".json"), List.of(ReportRun.evidence(incident, temp)));
        assertEquals(Set.of(), ReportRun.flaws(run.document), incident);
        return run;
    }

    @Test
    void whoRemovedASetIsKnownWhereThatOneRecordedIt() {
        ReportRun run = of("removed-by-a-jvm");
        assertEquals(List.of("jvm-set-removed"), run.findings());
        JsonNode verdict = run.document.path("verdict");
        assertEquals("certain", verdict.path("confidence").asText());
        assertEquals(
                "JVM (pid 13) removed it, at org.semtrail.program.Puppet.remove:115",
                verdict.path("root_cause").asText());
    }

    @Test
    void whoRemovedASetIsNotGuessedWhereNobodyTells() {
        ReportRun run = of("removed-by-somebody");
        assertEquals(Set.of("jvm-set-removed"), Set.copyOf(run.findings()));
        JsonNode verdict = run.document.path("verdict");
        assertEquals("unknown", verdict.path("confidence").asText());
        assertTrue(verdict.path("root_cause").isNull());
        assertTrue(verdict.path("would_settle").toString().contains("IPC_RMID"));
    }

    @Test
    void aLockThatAKilledJvmHeldIsShownByTheTableAndItsRecording() {
        ReportRun run = of("killed-with-a-lock");
        assertTrue(
                run.findings().contains("jvm-lock-not-released"), run.findings().toString());
        assertTrue(
                !run.findings().contains("sem-sets-exhausted"), run.findings().toString());
        for (JsonNode finding : run.document.path("findings")) {
            if (finding.path("id").asText().equals("jvm-lock-not-released")) {
                assertEquals(
                        "likely",
                        finding.path("confidence").asText(),
                        "no list of processes tells that it is gone: its recording may have been copied while it ran");
                assertTrue(finding.path("what")
                        .asText()
                        .startsWith("Nobody gets semaphore 0 of set 4 any more: JVM (pid 10)"));
            }
        }
    }

    @Test
    void whatTheDistributionsSosCollectedIsReadFromItsArchive() {
        ReportRun run = of("sos");
        assertEquals(ExitCode.OK, run.exit, run.err);
        assertEquals("vm", run.document.path("host").path("name").asText());
        assertEquals(5, run.document.path("sets").size());
        assertEquals(40, run.document.path("series").path(0).path("limit").asInt());
        run.document
                .path("sources")
                .forEach(s -> assertEquals("read", s.path("status").asText(), s.toString()));
    }

    @Test
    void whatCannotBeReadIsListedAndEndsNothing() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("odd"));
        Files.write(folder.resolve("random"), new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        Files.write(folder.resolve("nothing"), new byte[0]);
        Files.createSymbolicLink(folder.resolve("passwd"), Path.of("/etc/passwd"));
        ReportRun run = ReportRun.of(temp.resolve("odd.json"), List.of(folder));
        assertEquals(ExitCode.CANNOT_SEE, run.exit);
        assertEquals(2, run.document.path("sources").size());
        assertEquals("unknown", run.document.path("verdict").path("severity").asText());
        ReportRun both =
                ReportRun.of(temp.resolve("both.json"), List.of(folder, ReportRun.evidence("removed-by-a-jvm", temp)));
        assertEquals(List.of("jvm-set-removed"), both.findings());
    }

    @Test
    void aRecordingInWhichTheAgentSaysNothingIsNotTakenForOneOfAJvmThatDidNothing() throws Exception {
        Path file = temp.resolve("other.jfr");
        try (Recording other = new Recording()) {
            other.start();
            other.stop();
            other.dump(file);
        }
        ReportRun run = ReportRun.of(temp.resolve("other.json"), List.of(file));
        assertEquals(
                "partly", run.document.path("sources").path(0).path("status").asText());
        assertTrue(run.document
                .path("unseen")
                .path(0)
                .path("why")
                .asText()
                .contains("semtrail's agent says nothing in it"));
    }

    @Test
    void whatListAndDoctorToldInJsonIsEvidenceToo() throws Exception {
        Path list = Files.writeString(
                temp.resolve("list"),
                "{\"schema\":\"semtrail.list/1\",\"at\":\"2026-11-24T10:00:00Z\",\"ipc_ns\":7,\"sets\":["
                        + "{\"semid\":3,\"key\":0,\"mode\":384,\"uid\":33,\"cuid\":0,\"nsems\":1,\"otime\":null,"
                        + "\"ctime\":\"2026-11-24T09:00:00Z\",\"ipc_ns\":7,\"waiting\":0,\"value\":[1],\"sempid\":[9],"
                        + "\"ncount\":[0],\"zcount\":[0]},{\"semid\":4,\"ipc_ns\":8}]}");
        Path doctor = Files.writeString(
                temp.resolve("doctor"),
                "{\"schema\":\"semtrail.doctor/1\",\"at\":\"2026-11-24T10:00:00Z\",\"namespaces\":[{\"own\":true,"
                        + "\"limits\":{\"semmni\":{\"limit\":128,\"used\":1}}}]}");
        ReportRun run = ReportRun.of(temp.resolve("json.json"), List.of(list, doctor));
        assertEquals(1, run.document.path("sets").size());
        assertEquals("33", run.document.path("sets").path(0).path("owner").asText());
        assertEquals(128, run.document.path("series").path(0).path("limit").asInt());
    }

    @Test
    void aFileThatIsNotThereIsBadInput() {
        assertEquals(ExitCode.BAD_INPUT, ReportRun.of(temp.resolve("x.json"), List.of(temp.resolve("nowhere"))).exit);
        assertEquals(ExitCode.USAGE, ReportRun.of(temp.resolve("x.pdf"), List.of(temp)).exit);
        assertEquals(ExitCode.USAGE, ReportRun.of(temp.resolve("x.json"), List.of(temp), "--from", "yesterday").exit);
    }
}
